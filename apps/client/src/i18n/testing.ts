import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '@silkconsult/protocol';
import type { i18n } from 'i18next';
import i18next from 'i18next';
import { fillMissingPluralRules } from './plurals.ts';

export type Messages = { [key: string]: string | Messages };

export function messagesOf(language: Language): Messages {
  const file = fileURLToPath(new URL(`../locales/${language}.json`, import.meta.url));
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** 'day.join' → 'Join', for every text of a locale. */
export function flatten(messages: Messages, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

/** i18next as the client runs it, with one locale. */
export async function speak(language: Language): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: false,
    load: 'currentOnly',
    resources: { [language]: { translation: messagesOf(language) } },
    interpolation: { escapeValue: false },
  });
  fillMissingPluralRules(instance);
  return instance;
}
