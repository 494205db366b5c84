import type { Language } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Health, PartialPace, RecognitionStream, Recognizer } from '../recognizer.ts';
import { SegmentStream } from '../segmentStream.ts';
import { modelLanguage } from '../sherpa/families.ts';
import type { ServerOptions } from './server.ts';
import { MAX_BYTES, MAX_CHARS, SpeechServer, tidyLine } from './server.ts';
import { wavFile } from './wav.ts';

const PARTIAL_EVERY_SECONDS = 1.5;

/** `url` is the part before `/v1/audio/transcriptions`. */
export interface TranscriptionsOptions extends ServerOptions {
  model: string;
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
  readonly #server: SpeechServer;

  constructor(options: TranscriptionsOptions) {
    this.id = options.id;
    this.languages = options.languages;
    this.remote = options.remote;
    this.#options = options;
    this.#endpoint = `${options.url.replace(/\/+$/, '')}/v1/audio/transcriptions`;
    this.#server = new SpeechServer(options);
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
      queue: this.#server.queue,
      partialEverySeconds: PARTIAL_EVERY_SECONDS,
      pace,
      decode: (pcm) =>
        this.#server.exchange(signal, (ended) => this.#transcribe(pcm, language, ended)),
    });
  }

  health(): Health {
    return { ...this.#server.health(), work: this.#server.queue.work };
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async #transcribe(pcm: Float32Array, language: Language, signal: AbortSignal): Promise<string> {
    const { model, deadlineMs } = this.#options;
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
      headers: this.#server.headers,
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    });
    const body = await limitedText(response);
    if (!response.ok) throw new Error(`the engine answered ${response.status}`);
    return tidyLine(answerSchema.parse(JSON.parse(body)).text);
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
