import type { Language } from '@silkconsult/protocol';

const LOOKALIKES: Partial<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  ur: [
    [/[يى]/g, 'ی'],
    [/ك/g, 'ک'],
    [/[هة]/g, 'ہ'],
  ],
  ug: [
    [/ه(?!\p{L})/gu, 'ە'],
    [/ک/g, 'ك'],
    [/ی/g, 'ى'],
  ],
  'zh-CN': [[/百分之\s*([\d.]+|[零一二两三四五六七八九十百]+)/g, '$1%']],
};

/** A line in one spelling: lower case, European digits, one kind of apostrophe, no vowel marks. */
export function plain(line: string, language: Language): string {
  const text = line
    .replace(/(\d)([½¼¾])/g, '$1 $2')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff\u0640\u064b-\u0652\u0670]/g, '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/⁄/g, '/')
    .replace(/['’‘`´ʻʼ]/g, language === 'uz' ? 'ʻ' : "'")
    .replace(/ё/g, 'е')
    .replace(/\s+/g, ' ');
  return (LOOKALIKES[language] ?? []).reduce((t, [from, to]) => t.replace(from, to), text);
}

const TOKEN = /\d+(?:[.,:]\d+)*|\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}'ʻ])+|[%°/]/gu;

/** The words, numbers and signs of a plain line; each Chinese character is a word. */
export function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** A pattern that fits whole words, or anything in Chinese, which writes no spaces. */
export function wholeWords(source: string, language: Language): RegExp {
  return language === 'zh-CN'
    ? new RegExp(source, 'gu')
    : new RegExp(`(?<![\\p{L}\\p{M}'ʻ])(?:${source})(?![\\p{L}\\p{M}'ʻ])`, 'gu');
}
