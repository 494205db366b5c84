import type { CaptionSegment, Language } from '@silkconsult/protocol';
import { findTerms, type GlossaryHit, termsIn } from '../glossary/index.ts';
import { isCopied } from './copied.ts';
import { type DoseLine, dosesDiffer } from './doses.ts';
import type { Guards } from './guards.ts';
import { lengthIsSuspicious } from './length.ts';
import { negationDiffers, polarityOf } from './negation.ts';
import { numbersDiffer } from './numbers.ts';
import { plain, tokensOf } from './plain.ts';
import { isAfternoon, quantitiesOf } from './quantities.ts';
import { isRepeated } from './repetition.ts';
import { scriptIsWrong } from './script.ts';
import { sidesDiffer, sidesOf } from './sides.ts';
import { unitsDiffer } from './units.ts';

export type Flag = CaptionSegment['flags'][number];

/** A line and what a machine made of it. */
export interface TranslatedLine {
  text: string;
  from: Language;
  translated: string;
  to: Language;
  /** The glossary's terms in `text`, which must be in the translation in some form. */
  terms: readonly Pick<GlossaryHit, 'termId'>[];
}

/**
 * What is wrong with a translation as far as rules can tell; an empty list is no proof that it is
 * right.
 *
 * @example checkTranslation({ text: 'Take 5 mg.', from: 'en', translated: 'Примите 50 мг.', to: 'ru', terms: [] }, guards) // ['numberMismatch']
 */
export function checkTranslation(line: TranslatedLine, guards: Guards): Flag[] {
  const source = facts(line.text, line.from, guards);
  const target = facts(line.translated, line.to, guards);
  const clock = source.afternoon || target.afternoon;
  const numbers = numbersDiffer(source.dose.quantities, target.dose.quantities, { clock });
  const units = unitsDiffer(source.dose.quantities, target.dose.quantities);
  const found: [Flag, boolean][] = [
    ['numberMismatch', numbers],
    ['unitMismatch', units],
    // Where a number or a unit is wrong, the pairs are wrong by that alone.
    ['doseMismatch', !numbers && !units && dosesDiffer(source.dose, target.dose)],
    ['sideMismatch', sidesDiffer(source.sides, target.sides)],
    ['negationMismatch', negationDiffers(source.polarity, target.polarity)],
    ['wrongScript', scriptIsWrong(target.text, line.to, guards.rules[line.to].ownLetters)],
    ['lengthSuspicious', lengthIsSuspicious(source, target)],
    ['repeated', isRepeated(target.tokens, source.tokens)],
    ['copiedSource', isCopied(source.tokens, target.tokens, () => sharedWords(line, guards))],
    ['termMissing', line.terms.some(({ termId }) => isMissing(termId, line.to, target.terms))],
  ];
  return found.flatMap(([flag, wrong]) => (wrong ? [flag] : []));

  /** What the glossary cannot say in the language cannot be asked for. */
  function isMissing(termId: string, to: Language, there: ReadonlySet<string>): boolean {
    return guards.glossary.terms.get(termId)?.text[to] !== undefined && !there.has(termId);
  }
}

type Facts = ReturnType<typeof read>;

/** A line is compared with each reader's language: what it says is found out once. */
const remembered = new WeakMap<Guards, Map<string, Facts>>();
const MOST_REMEMBERED = 32;

function facts(line: string, language: Language, guards: Guards): Facts {
  const known = remembered.get(guards) ?? new Map<string, Facts>();
  remembered.set(guards, known);
  const key = `${language} ${line}`;
  const found = known.get(key) ?? read(line, language, guards);
  known.delete(key);
  known.set(key, found);
  const oldest = known.size > MOST_REMEMBERED ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  return found;
}

function read(line: string, language: Language, { rules, glossary }: Guards) {
  const { quantities, rates, sides, negation, length } = rules[language];
  const text = plain(line, language);
  const dose: DoseLine = {
    quantities: quantitiesOf(line, quantities),
    rates: new Set([...rates].flatMap(([rate, said]) => (text.search(said) >= 0 ? [rate] : []))),
    drugs: findTerms(line, language, glossary)
      .map(({ termId }) => termId)
      .filter((termId) => glossary.terms.get(termId)?.domain === 'drug'),
  };
  return {
    ...{ text, length, dose, tokens: tokensOf(text) },
    afternoon: isAfternoon(line, quantities),
    sides: sidesOf(text, sides),
    polarity: polarityOf(text, negation),
    terms: termsIn(line, language, glossary),
  };
}

/** Words of glossary terms that read the same in both languages: "аспирин", "CT". */
function sharedWords({ text, from, to }: TranslatedLine, { glossary }: Guards): Set<string> {
  const hits = findTerms(text, from, glossary);
  const same = hits.filter(({ surface, termId }) => termsIn(surface, to, glossary).has(termId));
  return new Set(same.flatMap(({ surface }) => tokensOf(plain(surface, from))));
}
