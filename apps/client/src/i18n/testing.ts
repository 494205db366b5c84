import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '@silkconsult/protocol';
import type { i18n } from 'i18next';
import i18next from 'i18next';
import { fillMissingPluralRules } from './plurals.ts';

export type Messages = { [key: string]: string | Messages };

const folderOf = (language: Language) =>
  fileURLToPath(new URL(`../locales/${language}/`, import.meta.url));

/** 'base', and the parts that come with their pages. */
export function areasOf(language: Language): string[] {
  return readdirSync(folderOf(language)).map((file) => file.replace('.json', ''));
}

export function areaMessages(language: Language, area: string): Messages {
  return JSON.parse(readFileSync(`${folderOf(language)}${area}.json`, 'utf8'));
}

/** All texts of a language. */
export function messagesOf(language: Language): Messages {
  return Object.assign({}, ...areasOf(language).map((area) => areaMessages(language, area)));
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
