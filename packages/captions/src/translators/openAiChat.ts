import type { Language } from '@silkconsult/protocol';
import { z } from 'zod';
import { cleanOutput } from './chatOutput.ts';
import { CHAT_TEMPLATES } from './chatTemplates.ts';
import { EngineError } from './engineError.ts';
import type { EngineSettings } from './plan.ts';
import { postJson } from './postJson.ts';
import type { Translation, TranslationRequest, Translator } from './translator.ts';

/** A spoken line is at most 8 s long. */
const MAX_TOKENS = 512;

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

/** A model behind the chat completions of vLLM, llama.cpp's server or Ollama. */
export class OpenAiChat implements Translator {
  readonly id: string;
  readonly pairs: readonly (readonly [Language, Language])[];
  readonly remote: boolean;
  readonly takesTerms = true;
  readonly #settings: EngineSettings & { type: 'openai-chat' };

  constructor(
    id: string,
    settings: EngineSettings & { type: 'openai-chat' },
    pairs: readonly (readonly [Language, Language])[],
  ) {
    this.id = id;
    this.pairs = pairs;
    this.remote = settings.remote;
    this.#settings = settings;
  }

  /** @throws EngineError */
  async translate(request: TranslationRequest): Promise<Translation> {
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
