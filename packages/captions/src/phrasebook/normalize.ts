import type { Language } from '@silkconsult/protocol';
import { canonicalNumber, wordsToDigits } from './numbers.ts';
import type { SlotsData } from './schema.ts';

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcannot\b|\bcan't\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/n't\b/g, ' not'],
  [/\bi'm\b/g, 'i am'],
  [/'re\b/g, ' are'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/\b(it|that|what|where|how|who|there)'s\b/g, '$1 is'],
  [/\bok\b/g, 'okay'],
  [/\bxray\b/g, 'x ray'],
];

const ARABIC_FOLDS: Partial<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  // Keyboards for Arabic and Persian produce look-alike letters; each language has one right letter.
  ur: [
    [/[يى]/g, 'ی'],
    [/ك/g, 'ک'],
    [/[هة]/g, 'ہ'],
    [/[أإ]/g, 'ا'],
  ],
  ug: [
    [/ه/g, 'ە'],
    [/ک/g, 'ك'],
    [/ی/g, 'ى'],
  ],
};

const CYRILLIC: ReadonlySet<Language> = new Set<Language>(['ru', 'kk', 'ky', 'tg', 'mn']);

// Signs that change a number's meaning stay as tokens of their own, so "5 %" is never "5".
const TOKEN =
  /\d+(?:[.,]\d+)*|\p{Script=Han}|[\p{L}\p{M}]+|[%‰+<>=~≈±×/−]|(?<!\d|(?!\p{Script=Han})\p{L})-(?=\d)/gu;

/**
 * A line as comparable tokens: lower case, one spelling of look-alike letters, no punctuation,
 * contractions spelt out, numbers in digits. Chinese gives one token for each character.
 */
export function tokenize(
  line: string,
  language: Language,
  numberWords: SlotsData['numberWords'],
): string[] {
  let text = line
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff\u0640\u064b-\u0652\u0670]/g, '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٫]/g, '.')
    .replace(/['’‘`´ʻʼ]/g, language === 'uz' ? 'ʻ' : "'");
  if (CYRILLIC.has(language)) text = text.replace(/ё/g, 'е');
  if (language === 'en') text = CONTRACTIONS.reduce((t, [from, to]) => t.replace(from, to), text);
  text = (ARABIC_FOLDS[language] ?? []).reduce((t, [from, to]) => t.replace(from, to), text);
  text = text.replaceAll("'", '');
  const tokens = (text.match(TOKEN) ?? []).map((token) => canonicalNumber(token) ?? token);
  return wordsToDigits(tokens, language, numberWords[language]);
}

/** What the writer's last mark says: a question, a statement, or nothing (speech engines give none). */
export function endingOf(line: string): 'question' | 'statement' | 'unmarked' {
  const last =
    line
      .trim()
      .replace(/[\s"'”»)]+$/u, '')
      .at(-1) ?? '';
  if (/[?？؟]/u.test(last)) return 'question';
  return /[.!。！۔]/u.test(last) ? 'statement' : 'unmarked';
}
