import type { Language } from '@silkconsult/protocol';
import { z } from 'zod';
import type { Health, RecognitionStream, Recognizer } from '../recognizer.ts';
import { SegmentStream } from '../segmentStream.ts';
import { modelLanguage } from '../sherpa/families.ts';
import type { ServerOptions } from './server.ts';
import { MAX_BYTES, MAX_CHARS, SpeechServer, tidyLine } from './server.ts';
import { wavFile } from './wav.ts';

const PARTIAL_EVERY_SECONDS = 1.5;
/**
 * Whisper reads 224 tokens of the prompt, and of a longer one the end. In the languages that it
 * knows least nearly each letter is a token.
 */
const MAX_PROMPT_CHARS = 200;
const BETWEEN = ', ';

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

  open({ language, signal, pace, hotwords }: Parameters<Recognizer['open']>[0]): RecognitionStream {
    return new SegmentStream({
      queue: this.#server.queue,
      partialEverySeconds: PARTIAL_EVERY_SECONDS,
      pace,
      decode: (pcm) =>
        this.#server.exchange(signal, (ended) =>
          this.#transcribe(pcm, { language, prompt: promptOf(hotwords()) }, ended),
        ),
    });
  }

  health(): Health {
    return { ...this.#server.health(), work: this.#server.queue.work };
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async #transcribe(
    pcm: Float32Array,
    { language, prompt }: { language: Language; prompt: string },
    signal: AbortSignal,
  ): Promise<string> {
    const { model, deadlineMs } = this.#options;
    const form = new FormData();
    form.append('file', new Blob([wavFile(pcm)], { type: 'audio/wav' }), 'segment.wav');
    form.append('model', model);
    form.append('language', modelLanguage(language));
    if (prompt !== '') form.append('prompt', prompt);
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
    const text = tidyLine(answerSchema.parse(JSON.parse(body)).text);
    if (echoes(text, prompt)) throw new Error('the engine repeats what it was told to expect');
    return text;
  }
}

/** Words to expect as the text before: as many of the first ones as surely fit. */
function promptOf(hotwords: readonly string[]): string {
  let prompt = '';
  for (const word of hotwords) {
    const longer = prompt === '' ? word : `${prompt}${BETWEEN}${word}`;
    if (longer.length > MAX_PROMPT_CHARS) break;
    prompt = longer;
  }
  return prompt;
}

/** Into noise, Whisper may say its prompt: several of the words, in their order, and nothing else. */
function echoes(text: string, prompt: string): boolean {
  const line = text.replace(/[.。…]+$/u, '').toLowerCase();
  return line.includes(BETWEEN) && prompt.toLowerCase().includes(line);
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
