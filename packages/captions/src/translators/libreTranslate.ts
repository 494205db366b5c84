import type { Language } from '@silkconsult/protocol';
import DataLoader from 'dataloader';
import { z } from 'zod';
import { EngineError } from './engineError.ts';
import type { EngineSettings } from './plan.ts';
import { postJson } from './postJson.ts';
import type { Translation, TranslationRequest, Translator } from './translator.ts';

/** LibreTranslate's name for a language, where it is not ours. */
const CODES: Partial<Record<Language, string>> = { 'zh-CN': 'zh-Hans' };
/** Requests under way for a pair; what comes meanwhile goes together in the next one. */
const PARALLEL = 2;
const MOST_TOGETHER = 16;
const BATCH_TIMEOUT_MS = 10_000;

/** A line that waits for the engine, and whether anybody still wants it to go there. */
interface Line {
  text: string;
  signal: AbortSignal;
}

const answer = z.object({ translatedText: z.union([z.string(), z.array(z.string())]) });

/** A LibreTranslate server. It takes no terms, and several lines at once. */
export class LibreTranslate implements Translator {
  readonly id: string;
  readonly pairs: readonly (readonly [Language, Language])[];
  readonly remote: boolean;
  readonly #settings: EngineSettings & { type: 'libretranslate' };
  readonly #loaders = new Map<string, DataLoader<Line, string>>();

  constructor(
    id: string,
    settings: EngineSettings & { type: 'libretranslate' },
    pairs: readonly (readonly [Language, Language])[],
  ) {
    this.id = id;
    this.pairs = pairs;
    this.remote = settings.remote;
    this.#settings = settings;
  }

  /** @throws EngineError */
  async translate({ text, from, to, signal }: TranslationRequest): Promise<Translation> {
    const translated = (await this.#loader(from, to).load({ text, signal })).trim();
    if (translated === '') throw new EngineError('empty');
    return { text: translated, origin: 'translator', engine: this.id, flags: [] };
  }

  #loader(from: Language, to: Language): DataLoader<Line, string> {
    const key = `${from} ${to}`;
    const known = this.#loaders.get(key);
    if (known) return known;
    let busy = 0;
    const waiting: (() => void)[] = [];
    const loader = new DataLoader<Line, string>(
      async (lines) => {
        try {
          return await this.#postWanted(lines, from, to);
        } finally {
          const next = waiting.shift();
          if (next) next();
          else busy--;
        }
      },
      {
        cache: false,
        maxBatchSize: MOST_TOGETHER,
        batchScheduleFn(send) {
          if (busy === PARALLEL) waiting.push(send);
          else {
            busy++;
            queueMicrotask(send);
          }
        },
      },
    );
    this.#loaders.set(key, loader);
    return loader;
  }

  /** What was given up, or must not leave the hospital any more, stays here. */
  async #postWanted(
    lines: readonly Line[],
    from: Language,
    to: Language,
  ): Promise<(string | Error)[]> {
    const wanted = lines.filter(({ signal }) => !signal.aborted);
    const texts = wanted.map(({ text }) => text);
    const translated = texts.length > 0 ? await this.#post(texts, from, to) : [];
    return lines.map((line) => translated[wanted.indexOf(line)] ?? new EngineError('timeout'));
  }

  async #post(texts: readonly string[], from: Language, to: Language): Promise<string[]> {
    const { url, codes, key } = this.#settings;
    const codeOf = (language: Language) => codes[language] ?? CODES[language] ?? language;
    const { translatedText } = await postJson(
      `${url.replace(/\/+$/, '')}/translate`,
      {
        q: texts.length === 1 ? texts[0] : texts,
        ...{ source: codeOf(from), target: codeOf(to), format: 'text' },
        ...(key !== undefined && { api_key: key }),
      },
      { answer, key: undefined, signal: AbortSignal.timeout(BATCH_TIMEOUT_MS) },
    );
    const lines = typeof translatedText === 'string' ? [translatedText] : translatedText;
    // Whose line is whose would be a guess.
    if (lines.length !== texts.length) throw new EngineError('garbage');
    return lines;
  }
}
