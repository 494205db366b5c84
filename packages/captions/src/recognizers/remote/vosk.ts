import { z } from 'zod';
import type { Conversation, Heard, LiveProtocol } from './conversation.ts';
import { MAX_CHARS } from './server.ts';

const text = z.string().max(MAX_CHARS);
const messageSchema = z.union([
  z.object({ partial: text }),
  z.object({ text, result: z.array(z.object({ conf: z.number().min(0).max(1) })).optional() }),
]);

/**
 * The protocol of Vosk's websocket server (`alphacep/vosk-server`, `websocket/asr_server.py`). Its
 * `phrase_list` is not used: it is a closed grammar, with which nothing else would be heard.
 */
export const VOSK: LiveProtocol = { pieceMs: 100, begin: () => new VoskConversation() };

class VoskConversation implements Conversation {
  readonly opening = JSON.stringify({
    config: { sample_rate: 16_000, words: true, max_alternatives: 0 },
  });
  /** The server compares it letter by letter. */
  readonly closing = '{"eof" : 1}';
  /** The server ends sentences where it hears a pause: there may be several in a segment. */
  readonly #sentences: string[] = [];
  readonly #confidences: number[] = [];
  #answers = 0;

  hear(message: unknown, { pieces, ended }: { pieces: number; ended: boolean }): Heard {
    const parsed = messageSchema.parse(message);
    // Each piece has one answer, and so has the end: one sent before the end was read is not it.
    this.#answers++;
    if ('partial' in parsed) {
      return { text: [...this.#sentences, parsed.partial].join(' '), done: false };
    }
    this.#sentences.push(parsed.text);
    this.#confidences.push(...(parsed.result ?? []).map(({ conf }) => conf));
    return {
      text: this.#sentences.join(' '),
      confidence: mean(this.#confidences),
      done: ended && this.#answers > pieces,
    };
  }
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
