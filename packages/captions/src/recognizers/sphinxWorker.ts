/** A thread that owns one pocketsphinx decoder: its calls block for as long as they decode. */
import type { MessagePort } from 'node:worker_threads';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { FromDecoder, ToDecoder } from './decoderMessages.ts';
import { tidyEnglish } from './englishText.ts';
import { openSphinxDecoder } from './sphinxLibrary.ts';
import type { SphinxModel } from './sphinxModel.ts';

const SECOND = 16_000;

/** What a decoder's thread is started with. */
export interface SphinxWorkerData {
  model: SphinxModel;
  /** 16 kHz speech that warms the caches and the cepstral mean, so that the first words are as good
   * as the later ones. */
  warmUp: Int16Array;
  domain?: { arpa: string; weight: number };
}

/** While the first words come, the decoder is asked more often: readers wait for those. */
const FIRST_WORDS = 1.2 * SECOND;

/**
 * After how much new sound a partial is worth its time, given how much sound is waiting: finals
 * outrank partials, so the further behind, the fewer.
 */
function partialEvery(decodedSamples: number, waitingSamples: number): number {
  if (waitingSamples < 0.5 * SECOND) return (decodedSamples < FIRST_WORDS ? 0.16 : 0.32) * SECOND;
  return waitingSamples < 3 * SECOND ? 1.5 * SECOND : Number.POSITIVE_INFINITY;
}

/** About a syllable. */
const CONFIDENCE_SPAN = 0.25 * SECOND;

/**
 * How likely the text is for each syllable of it, so that long lines are not less sure for being
 * long. Measured on 20 lines of flite's kal16: English 0.48 to 0.82 (the least of them misheard);
 * other languages below 0.4 in eight of ten.
 */
function confidenceOf(logPosterior: number, samples: number): number {
  return Math.min(1, Math.exp((logPosterior * CONFIDENCE_SPAN) / Math.max(samples, SECOND / 2)));
}

function run(port: MessagePort, { model, domain, warmUp }: SphinxWorkerData): void {
  const decoder = openSphinxDecoder({ model, domain });
  decoder.startUtterance();
  decoder.process(warmUp);
  decoder.endUtterance();

  let samples = 0;
  let partialAt = 0;
  let reportedAt = 0;
  let busyMs = 0;
  const post = (message: FromDecoder) => port.postMessage(message);

  const handle = (message: ToDecoder, waiting: number) => {
    const { job } = message;
    if (message.type === 'begin') {
      samples = 0;
      partialAt = 0;
      reportedAt = 0;
      decoder.startUtterance();
    } else if (message.type === 'audio') {
      decoder.process(message.pcm);
      samples += message.pcm.length;
      if (samples - reportedAt >= 0.2 * SECOND) {
        reportedAt = samples;
        post({ type: 'progress', job, samples });
      }
      const every = Math.max(partialEvery(samples, waiting), message.partialEverySeconds * SECOND);
      if (samples - partialAt < every) return;
      partialAt = samples;
      post({ type: 'partial', job, text: tidyEnglish(decoder.hypothesis()) });
    } else {
      decoder.endUtterance();
      const text = tidyEnglish(decoder.hypothesis());
      const confidence = confidenceOf(decoder.logPosterior(), samples);
      post({ type: 'final', job, text, confidence });
    }
  };

  const handleTimed = (message: ToDecoder, waiting: number) => {
    if (message.type === 'begin') busyMs = 0;
    const startedMs = performance.now();
    handle(message, waiting);
    busyMs += performance.now() - startedMs;
    if (message.type !== 'end') return;
    post({ type: 'worked', soundSeconds: samples / SECOND, busySeconds: busyMs / 1000 });
  };

  const queue: ToDecoder[] = [];
  port.on('message', (first: ToDecoder) => {
    queue.push(first);
    for (let message = queue.shift(); message; message = queue.shift()) {
      // While it decoded, more has come: how much decides whether partials are worth their time.
      for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port)) {
        queue.push(more.message);
      }
      const waiting = queue.reduce((sum, m) => sum + (m.type === 'audio' ? m.pcm.length : 0), 0);
      handleTimed(message, waiting);
    }
  });
  post({ type: 'loaded' });
}

if (parentPort) run(parentPort, workerData as SphinxWorkerData);
