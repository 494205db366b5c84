import type { Language } from '@silkconsult/protocol';
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { z } from 'zod';
import { DecodeQueue } from '../decodeQueue.ts';
import type { Health, PartialPace, RecognitionStream, Recognizer } from '../recognizer.ts';
import { SegmentStream } from '../segmentStream.ts';
import { modelLanguage } from '../sherpa/families.ts';
import { wavFile } from './wav.ts';

const PARTIAL_EVERY_SECONDS = 1.5;
/** Failures in a row after which a server is left alone for a while. */
const FAILURES = 3;
const PAUSE_MS = 10_000;
/** Nobody says more in a segment of 8 s; what is longer is no answer. */
const MAX_CHARS = 1000;
const MAX_BYTES = 64_000;

export interface TranscriptionsOptions {
  id: string;
  /** The part before `/v1/audio/transcriptions`. */
  url: string;
  model: string;
  languages: readonly Language[];
  /** Whether sound leaves the hospital. */
  remote: boolean;
  /** How many requests may be under way at a time. */
  parallel: number;
  deadlineMs: number;
  key?: string;
}

const answerSchema = z.object({ text: z.string().max(MAX_CHARS) });

/**
 * A server with OpenAI's `POST /v1/audio/transcriptions`: whisper.cpp's, speaches, vLLM. It is given
 * each segment as a WAV file and its language. Redirections are not followed: they could lead to a
 * host that nobody allowed.
 */
export class TranscriptionsRecognizer implements Recognizer {
  readonly id: string;
  readonly languages: readonly Language[];
  readonly streaming = true;
  readonly remote: boolean;
  readonly #options: TranscriptionsOptions;
  readonly #endpoint: string;
  readonly #queue: DecodeQueue;
  readonly #breaker = circuitBreaker(handleAll, {
    halfOpenAfter: PAUSE_MS,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  readonly #closed = new AbortController();

  constructor(options: TranscriptionsOptions) {
    this.id = options.id;
    this.languages = options.languages;
    this.remote = options.remote;
    this.#options = options;
    this.#endpoint = `${options.url.replace(/\/+$/, '')}/v1/audio/transcriptions`;
    this.#queue = new DecodeQueue(options.parallel);
  }

  open({
    language,
    signal,
    pace,
  }: {
    language: Language;
    signal: AbortSignal;
    pace?: PartialPace;
  }): RecognitionStream {
    return new SegmentStream({
      queue: this.#queue,
      partialEverySeconds: PARTIAL_EVERY_SECONDS,
      pace,
      decode: async (pcm) => {
        signal.throwIfAborted();
        return this.#breaker.execute(() => this.#transcribe(pcm, language, signal));
      },
    });
  }

  health(): Health {
    const { delayMs, work } = this.#queue;
    return { ok: this.#breaker.state === CircuitState.Closed, delayMs, work };
  }

  close(): Promise<void> {
    this.#closed.abort();
    return Promise.resolve();
  }

  async #transcribe(pcm: Float32Array, language: Language, signal: AbortSignal): Promise<string> {
    const { model, key, deadlineMs } = this.#options;
    const form = new FormData();
    form.append('file', new Blob([wavFile(pcm)], { type: 'audio/wav' }), 'segment.wav');
    form.append('model', model);
    form.append('language', modelLanguage(language));
    form.append('response_format', 'json');
    form.append('temperature', '0');
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      body: form,
      redirect: 'error',
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      signal: AbortSignal.any([signal, this.#closed.signal, AbortSignal.timeout(deadlineMs)]),
    });
    const body = await limitedText(response);
    if (!response.ok) throw new Error(`the engine answered ${response.status}`);
    return answerSchema.parse(JSON.parse(body)).text.replace(/\s+/gu, ' ').trim();
  }
}

async function limitedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > MAX_BYTES) throw new Error('the answer is too long');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
