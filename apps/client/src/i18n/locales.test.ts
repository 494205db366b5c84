import { describe, expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import {
  captionFlagSchema,
  ERRORS,
  LANGUAGE_CODES,
  PARTICIPANT_ROLES,
  ROLES,
  SPECIALTIES,
} from '@silkconsult/protocol';
import { areaMessages, areasOf, flatten, messagesOf } from './testing.ts';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const english = flatten(messagesOf('en'));
const others = LANGUAGE_CODES.filter((language) => language !== 'en');

/** Texts that are the same in several languages: the name, patterns of values, loan words. */
const SAME_AS_ENGLISH = new Set(['app.name', 'roles.admin']);
const isPattern = (text: string) => !/\p{L}{2,}/u.test(text.replace(/\{\{\w+\}\}/g, ''));

const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
const withoutPlural = (keys: Iterable<string>) =>
  [...new Set([...keys].map((key) => key.replace(PLURAL, '')))].sort();

/** Where a runtime knows no rule for a language, the client takes English's: see plurals.ts. */
function categoriesOf(language: Language): string[] {
  const known = Intl.PluralRules.supportedLocalesOf([language]).length > 0;
  return new Intl.PluralRules(known ? language : 'en').resolvedOptions().pluralCategories;
}

describe('the English locale', () => {
  it('has a sentence for every code that can be refused', () => {
    const missing = Object.keys(ERRORS).filter((code) => !english.has(`errors.${code}`));
    expect(missing).toEqual([]);
  });

  it('has a sentence for every flag that a caption line can carry', () => {
    const missing = captionFlagSchema.options.filter(
      (flag) =>
        !english.has(`captions.warnings.${flag}`) &&
        !english.has(`captions.${flag === 'untranslated' ? 'asSpoken' : flag}`),
    );
    expect(missing).toEqual([]);
  });

  it('has a word for every language, role and specialty', () => {
    const keys = [
      ...LANGUAGE_CODES.map((code) => `languages.${code}`),
      ...[...ROLES, ...PARTICIPANT_ROLES].map((role) => `roles.${role}`),
      ...SPECIALTIES.map((specialty) => `specialties.${specialty}`),
    ];
    expect(keys.filter((key) => !english.has(key))).toEqual([]);
  });
});

describe.each(LANGUAGE_CODES)('the parts of %s', (language) => {
  it('are those of English, and each but the base holds one object of its own name', () => {
    expect(areasOf(language).sort()).toEqual(areasOf('en').sort());
    for (const area of areasOf(language).filter((one) => one !== 'base'))
      expect(Object.keys(areaMessages(language, area))).toEqual([area]);
  });
});

describe.each(others)('the locale %s', (language) => {
  const texts = flatten(messagesOf(language));

  it('has the same texts as English, none missing and none too many', () => {
    expect(withoutPlural(texts.keys())).toEqual(withoutPlural(english.keys()));
  });

  it('has every plural form of its language and no other', () => {
    const plural = withoutPlural([...english.keys()].filter((key) => PLURAL.test(key)));
    for (const key of plural) {
      const forms = [...texts.keys()].filter((one) => one.replace(PLURAL, '') === key);
      expect(forms.map((form) => form.slice(key.length + 1)).sort()).toEqual(
        categoriesOf(language).sort(),
      );
    }
  });

  it('keeps every placeholder', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
      const missing = placeholders(original).filter((one) => !text.includes(one));
      const unknown = placeholders(text).filter((one) => !original.includes(one));
      // "1 minute" may say its number in words; every other form needs it.
      return unknown.length > 0 || (missing.length > 0 && !key.endsWith('_one'));
    });
    expect(wrong).toEqual([]);
  });

  it('is translated, not copied', () => {
    const copied = [...texts].filter(
      ([key, text]) => text === english.get(key) && !SAME_AS_ENGLISH.has(key) && !isPattern(text),
    );
    expect(copied).toEqual([]);
  });
});
