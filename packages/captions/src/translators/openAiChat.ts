import type { Language } from '@silkconsult/protocol';
import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from 'cockatiel';
import { z } from 'zod';
import { cleanOutput } from './chatOutput.ts';
import { CHAT_TEMPLATES } from './chatTemplates.ts';
import { EngineError } from './engineError.ts';
import type { EngineSettings } from './plan.ts';
import { postJson } from './postJson.ts';
import type { Translation, TranslationRequest, Translator } from './translator.ts';

/** A spoken line is at most 8 s long. */
const MAX_TOKENS = 512;
/** Lines that may wait for each one under way: what is behind them would come too late. */
const WAITING_FOR_EACH = 8;

const answer = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
});

/**
 * A model behind the chat completions of vLLM, llama.cpp's server or Ollama. These put requests
 * that come together into one batch themselves, so under load as many are under way as the server
 * takes, and the others wait here. Several lines in one prompt would be cheaper, but models mix
 * them up: one sentence at a time is translated far more safely.
 */
export class OpenAiChat implements Translator {
  readonly id: string;
  readonly pairs: readonly (readonly [Language, Language])[];
  readonly remote: boolean;
  readonly takesTerms = true;
  readonly #settings: EngineSettings & { type: 'openai-chat' };
  readonly #places: BulkheadPolicy;

  constructor(
    id: string,
    settings: EngineSettings & { type: 'openai-chat' },
    pairs: readonly (readonly [Language, Language])[],
  ) {
    this.id = id;
    this.pairs = pairs;
    this.remote = settings.remote;
    this.#settings = settings;
    this.#places = bulkhead(settings.parallel, settings.parallel * WAITING_FOR_EACH);
  }

  /** @throws EngineError */
  translate(request: TranslationRequest): Promise<Translation> {
    const ask = () => {
      if (request.signal.aborted) throw new EngineError('timeout');
      return this.#ask(request);
    };
    return this.#places.execute(ask).catch((error) => {
      throw error instanceof BulkheadRejectedError ? new EngineError('refused') : error;
    });
  }

  async #ask(request: TranslationRequest): Promise<Translation> {
    const { url, model, template, key } = this.#settings;
    const { choices } = await postJson(
      `${url.replace(/\/+$/, '')}/chat/completions`,
      {
        model,
        messages: [{ role: 'user', content: CHAT_TEMPLATES[template].prompt(request) }],
        ...{ temperature: 0, max_tokens: MAX_TOKENS, stream: false },
      },
      { answer, key, signal: request.signal },
    );
    // Half a sentence may say the opposite.
    if (choices[0]?.finish_reason === 'length') throw new EngineError('cut');
    const text = cleanOutput(choices[0]?.message.content ?? '', request.text);
    if (text === '') throw new EngineError('empty');
    return { text, origin: 'translator', engine: this.id, flags: [] };
  }
}
