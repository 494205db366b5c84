import type { Language } from '@silkconsult/protocol';

/**
 * How a dictionary word of a language is found in running text: what is cut from its end before
 * comparing, and what may follow the rest. Short words are compared whole, because a short
 * beginning fits too many words ("ми", brain, would be found in "миллион").
 */
interface StemRule {
  cut?: RegExp;
  ending: RegExp;
  shortest: number;
}

const turkic: StemRule = { ending: /^.{1,10}$/u, shortest: 4 };

const RULES: Record<Language, StemRule> = {
  en: { ending: /^e?s$/, shortest: 3 },
  'zh-CN': { ending: /^$/, shortest: 1 },
  ru: {
    cut: /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[аяоеиыьйу])$/,
    ending: /^.{0,3}$/u,
    shortest: 5,
  },
  kk: turkic,
  ky: turkic,
  uz: turkic,
  tk: turkic,
  ug: turkic,
  tg: { ending: /^.{1,6}$/u, shortest: 4 },
  mn: { cut: /[аэоөуүий]$/, ending: /^.{0,6}$/u, shortest: 4 },
  ur: { ending: /^.{1,2}$/u, shortest: 5 },
};

/**
 * Whether a said word is this word of the glossary; both are normalised tokens.
 *
 * @param kind `word`: a dictionary word, inflected by the language's rule; `stem`: the declared
 *   beginning of an irregular word; `form`: exactly this.
 */
export function matcherOf(
  kind: 'word' | 'stem' | 'form',
  language: Language,
): (said: string, word: string) => boolean {
  const { cut, ending, shortest } = RULES[language];
  const continues = (said: string, stem: string) =>
    said.startsWith(stem) && ending.test(said.slice(stem.length));
  if (kind === 'form') return (said, word) => said === word;
  if (kind === 'stem') return (said, stem) => said === stem || continues(said, stem);
  return (said, word) =>
    said === word ||
    (word.length >= shortest && continues(said, cut ? word.replace(cut, '') : word));
}
