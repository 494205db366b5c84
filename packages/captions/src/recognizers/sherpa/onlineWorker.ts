/** A thread that owns one streaming model: its calls block for as long as they decode. */
import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import type { OnlineRecognizerConfig, OnlineStream } from 'sherpa-onnx-node';
import { sherpa } from '../../audio/sherpaLibrary.ts';
import type { FromDecoder, ToDecoder } from '../decoderMessages.ts';
import { toFloat32 } from '../pcm.ts';

const RATE = 16_000;
const PROGRESS_EVERY = 0.2 * RATE;

/** What the thread is started with. */
export interface OnlineWorkerData {
  config: OnlineRecognizerConfig;
  /** Seconds of silence that let a segment's end be heard. */
  tail: number;
}

interface Job {
  /** The library does not hold it; nothing but this thread may touch it. */
  stream: OnlineStream;
  samples: number;
  reported: number;
  shown: string;
  shownAt: number;
  busyMs: number;
}

function run(port: MessagePort, { config, tail }: OnlineWorkerData): void {
  const recognizer = new (sherpa().OnlineRecognizer)(config);
  const jobs = new Map<number, Job>();
  const post = (message: FromDecoder) => port.postMessage(message);

  const begin = (): Job => ({
    stream: recognizer.createStream(),
    ...{ samples: 0, reported: 0, shown: '', shownAt: 0, busyMs: 0 },
  });
  const hear = (job: Job, samples: Float32Array): string => {
    const startedMs = performance.now();
    job.stream.acceptWaveform({ sampleRate: RATE, samples });
    while (recognizer.isReady(job.stream)) recognizer.decode(job.stream);
    job.busyMs += performance.now() - startedMs;
    return recognizer.getResult(job.stream).text.trim();
  };

  const hearMore = (job: Job, id: number, pcm: Int16Array, partialEverySeconds: number) => {
    const text = hear(job, toFloat32(pcm));
    job.samples += pcm.length;
    if (job.samples - job.reported >= PROGRESS_EVERY) {
      job.reported = job.samples;
      post({ type: 'progress', job: id, samples: job.samples });
    }
    if (text === job.shown || job.samples - job.shownAt < partialEverySeconds * RATE) return;
    job.shown = text;
    job.shownAt = job.samples;
    post({ type: 'partial', job: id, text });
  };

  port.on('message', (message: ToDecoder) => {
    const id = message.job;
    const job = jobs.get(id);
    if (message.type === 'begin') jobs.set(id, begin());
    else if (job && message.type === 'audio') {
      hearMore(job, id, message.pcm, message.partialEverySeconds);
    } else if (job) {
      const text = hear(job, new Float32Array(Math.round(tail * RATE)));
      jobs.delete(id);
      post({ type: 'worked', soundSeconds: job.samples / RATE, busySeconds: job.busyMs / 1000 });
      post({ type: 'final', job: id, text });
    }
  });
  post({ type: 'loaded' });
}

if (parentPort) run(parentPort, workerData as OnlineWorkerData);
