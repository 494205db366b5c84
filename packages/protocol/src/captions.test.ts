import { expect, it } from '@jest/globals';
import { textLanguageOf } from './captions.ts';

it('says that an untranslated line is in the language in which it was spoken', () => {
  const line = { language: 'ug', spokenLanguage: 'en' } as const;
  expect(textLanguageOf({ ...line, flags: [] })).toBe('ug');
  expect(textLanguageOf({ ...line, flags: ['untranslated'] })).toBe('en');
});
