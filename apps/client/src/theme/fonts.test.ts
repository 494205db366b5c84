import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, LANGUAGES } from '@silkconsult/protocol';
import { flatten, messagesOf } from '../i18n/testing.ts';

const css = readFileSync(fileURLToPath(new URL('./fonts.css', import.meta.url)), 'utf8');

/** The code points that our own small fonts cover, as the style sheet tells the browser. */
const covered = new Set<number>();
for (const [face] of css.matchAll(/@font-face \{[^}]*\}/g)) {
  if (!face.includes('generated/')) continue;
  const ranges = /unicode-range:\s*([^;]+);/.exec(face)?.[1] ?? '';
  for (const range of ranges.split(',')) {
    const [first = '', last = first] = range.trim().replace(/^u\+/i, '').split('-');
    for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code += 1) {
      covered.add(code);
    }
  }
}
/** Isolates and joiners have no picture. */
const drawn = (text: string) =>
  [...text].filter((character) => !/[\u200b-\u200f\u2066-\u2069]/.test(character));
const uncovered = (text: string) => [
  ...new Set(drawn(text).filter((character) => !covered.has(character.codePointAt(0) ?? 0))),
];

const lettered = LANGUAGE_CODES.filter((language) => language !== 'zh-CN');

describe('the small fonts', () => {
  it.each(lettered)('have every letter of the %s interface', (language: Language) => {
    const text = [...flatten(messagesOf(language)).values()].join('');
    expect(uncovered(text.replaceAll('→', ''))).toEqual([]);
  });

  it('have every letter of the language list', () => {
    expect(uncovered(LANGUAGE_CODES.map((code) => LANGUAGES[code].endonym).join(''))).toEqual([]);
  });

  it('have the letters of Uyghur and Urdu that other Arabic fonts lack', () => {
    expect(uncovered('ۇۆۈېڭھئەگچپژۋ' + 'ٹڈڑےںہھگپچژک')).toEqual([]);
  });
});
