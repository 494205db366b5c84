import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type { Guards } from './guards.ts';
import { plain } from './plain.ts';
import { scriptIsWrong } from './script.ts';

/**
 * The languages whose letters a text is written in, when they are not those of the expected one;
 * empty when the text fits, or says nothing either way.
 *
 * @example otherLanguages('Бас ауырады', 'en', guards) // ['kk', 'ky', 'tg', 'mn', 'ru']
 */
export function otherLanguages(text: string, expected: Language, guards: Guards): Language[] {
  const fits = (language: Language) =>
    !scriptIsWrong(plain(text, language), language, guards.rules[language].ownLetters);
  return fits(expected) ? [] : LANGUAGE_CODES.filter(fits);
}
