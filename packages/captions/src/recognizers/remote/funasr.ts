import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Conversation, Heard, LiveProtocol } from './conversation.ts';
import { MAX_CHARS } from './server.ts';

/** How strongly a hot word is preferred; the value of FunASR's own examples. */
const HOTWORD_WEIGHT = 20;

export const FUNASR_MODES = ['2pass', 'online', 'offline'] as const;

export interface FunasrOptions {
  /** `2pass`: heard while somebody speaks, and once more as a whole at each pause. */
  mode: (typeof FUNASR_MODES)[number];
  /** Numbers as digits. */
  itn: boolean;
}

const messageSchema = z.object({
  mode: z.enum(['2pass-online', '2pass-offline', 'online', 'offline']).optional(),
  text: z.string().max(MAX_CHARS),
  wav_name: z.string().optional(),
  is_final: z.boolean(),
});

/** The protocol of FunASR's runtime (`runtime/docs/websocket_protocol.md`). */
export function funasr(options: FunasrOptions): LiveProtocol {
  return {
    pieceMs: 60,
    begin: ({ hotwords }) => new FunasrConversation(options, hotwords),
  };
}

class FunasrConversation implements Conversation {
  readonly opening: string;
  readonly closing = JSON.stringify({ is_speaking: false });
  /** Answers carry the name that their sound was given. It says nothing about anybody. */
  readonly #name = randomUUID();
  /** Sentences that were heard as a whole. */
  #settled = '';
  /** What was heard since, piece by piece. */
  #newest = '';

  constructor({ mode, itn }: FunasrOptions, hotwords: readonly string[]) {
    // The server parts hot words at spaces.
    const words = hotwords.filter((word) => !/\s/u.test(word));
    const weights = Object.fromEntries(words.map((word) => [word, HOTWORD_WEIGHT]));
    this.opening = JSON.stringify({
      ...{ mode, itn, wav_name: this.#name, wav_format: 'pcm', audio_fs: 16_000 },
      ...{ is_speaking: true, chunk_size: [5, 10, 5], chunk_interval: 10 },
      ...(words.length > 0 ? { hotwords: JSON.stringify(weights) } : {}),
    });
  }

  hear(message: unknown, { ended }: { ended: boolean }): Heard {
    const { mode, text, wav_name, is_final } = messageSchema.parse(message);
    const ours = wav_name === undefined || wav_name === this.#name;
    if (ours && mode?.endsWith('offline')) {
      this.#settled += text;
      this.#newest = '';
    } else if (ours && mode) this.#newest += text;
    const line = this.#settled + this.#newest;
    if (line.length > MAX_CHARS) throw new Error('the answer is too long');
    return { text: line, done: ours && ended && is_final };
  }
}
