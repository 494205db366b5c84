import { describe, expect, it } from '@jest/globals';
import { closestLanguage, directionOf, LANGUAGE_CODES } from './languages.ts';

describe('the closest language to what a browser reports', () => {
  it.each([
    [['kk-KZ', 'ru'], 'kk'],
    [['zh-TW'], 'zh-CN'],
    [['uz-Latn-UZ'], 'uz'],
    [['EN-us'], 'en'],
    [['fr-FR', 'tg'], 'tg'],
  ])('%j → %s', (preferred, expected) => {
    expect(closestLanguage(preferred)).toBe(expected);
  });

  it('is none when we speak none of them', () => {
    expect(closestLanguage(['fr-FR', 'de'])).toBeUndefined();
  });
});

it('writes Uyghur and Urdu from right to left, and no other language', () => {
  expect(LANGUAGE_CODES.filter((code) => directionOf(code) === 'rtl')).toEqual(['ug', 'ur']);
});
