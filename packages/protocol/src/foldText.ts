/**
 * Signs that people write differently and mean alike. Letters that tell words apart in one of the
 * languages (Uyghur ى and ي, Kazakh и and й) stay apart.
 */
const ALIKE: readonly [RegExp, string][] = [
  // Vowel signs and the line that stretches Arabic words.
  [/[\u0640\u064b-\u065f\u0670]/gu, ''],
  [/\u06a9/gu, '\u0643'],
  [/\u06cc/gu, '\u064a'],
  [/ё/gu, 'е'],
  // The apostrophes of Uzbek.
  [/[\u02bb\u02bc\u2018\u2019`´]/gu, "'"],
];

/** A text as it is searched in and for: without what keyboards and scripts do differently. */
export function foldText(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return ALIKE.reduce((folded, [sign, like]) => folded.replace(sign, like), plain);
}

/** What is looked for: every word on its own. */
export function foldedWords(text: string): string[] {
  return foldText(text).split(/\s+/u).filter(Boolean);
}
