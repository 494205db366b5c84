import type { Language } from '@silkconsult/protocol';
import { closestLanguage, directionOf, LANGUAGE_CODES } from '@silkconsult/protocol';

const KEY = 'silkconsult.language';

function known(tag: string | null): Language | undefined {
  return LANGUAGE_CODES.find((code) => code === tag);
}

function stored(): Language | undefined {
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    return undefined; // storage is closed to us: private windows, strict policies
  }
}

/** Whether this person has ever chosen a language here; a patient is asked first when not. */
export function hasChosenLanguage(): boolean {
  return (
    stored() !== undefined || known(new URLSearchParams(location.search).get('lang')) !== undefined
  );
}

/** `?lang=` wins, then the person's choice, then the browser's languages, then English. */
export function initialLanguage(): Language {
  return (
    known(new URLSearchParams(location.search).get('lang')) ??
    stored() ??
    closestLanguage(navigator.languages) ??
    'en'
  );
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // The choice then lasts for this page only.
  }
}

/** The document speaks the language: screen readers choose their voice, and layout its direction, by it. */
export function applyToDocument(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
