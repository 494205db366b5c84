import type { Language } from '@silkconsult/protocol';
import { Leg, type TranslationReport } from './leg.ts';
import { LibreTranslate } from './libreTranslate.ts';
import { OpenAiChat } from './openAiChat.ts';
import type { EngineSettings, TranslationPlan } from './plan.ts';
import { type Checks, Route } from './route.ts';
import { TransformersTranslator } from './transformers/translator.ts';
import type { Translator } from './translator.ts';

type Pair = readonly [Language, Language];

/** One translator for each routed pair; engines and breakers are shared between them. */
export function openRoutes(
  { engines, routes }: TranslationPlan,
  { findTerms, check }: Checks,
  report: TranslationReport,
): Translator[] {
  const opened = new Map<string, Translator>();
  for (const [id, settings] of Object.entries(engines)) {
    const pairs = routes
      .filter(({ engine }) => engine === id)
      .flatMap(({ from, to, via }): Pair[] =>
        via
          ? [
              [from, via],
              [via, to],
            ]
          : [[from, to]],
      );
    opened.set(id, openEngine(id, settings, pairs));
  }
  const legs = new Map<string, Leg>();
  const legOf = (engine: Translator, from: Language, to: Language) => {
    const key = `${engine.id} ${from} ${to}`;
    const leg = legs.get(key) ?? new Leg(engine, from, to, report);
    legs.set(key, leg);
    return { leg, from, to };
  };
  return routes.flatMap(({ from, to, engine: id, via }) => {
    const engine = opened.get(id);
    if (!engine) return [];
    const way = via
      ? { first: legOf(engine, from, via), second: legOf(engine, via, to) }
      : { first: legOf(engine, from, to) };
    return [new Route({ findTerms, check, engine, ...way })];
  });
}

function openEngine(id: string, settings: EngineSettings, pairs: Pair[]): Translator {
  if (settings.type === 'openai-chat') return new OpenAiChat(id, settings, pairs);
  if (settings.type === 'transformers') return new TransformersTranslator(id, settings, pairs);
  return new LibreTranslate(id, settings, pairs);
}
