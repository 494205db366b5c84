import { z } from 'zod';

/**
 * The eleven languages of the network, as BCP 47 tags.
 *
 * The writing direction is ours to state: `Intl.Locale.prototype.getTextInfo` is missing in some
 * runtimes, and a line of Uyghur shown left to right is unreadable.
 */
export const LANGUAGES = {
  'zh-CN': { endonym: '中文', english: 'Chinese', dir: 'ltr', script: 'Hani' },
  ug: { endonym: 'ئۇيغۇرچە', english: 'Uyghur', dir: 'rtl', script: 'Arab' },
  kk: { endonym: 'Қазақша', english: 'Kazakh', dir: 'ltr', script: 'Cyrl' },
  ky: { endonym: 'Кыргызча', english: 'Kyrgyz', dir: 'ltr', script: 'Cyrl' },
  tg: { endonym: 'Тоҷикӣ', english: 'Tajik', dir: 'ltr', script: 'Cyrl' },
  uz: { endonym: 'Oʻzbekcha', english: 'Uzbek', dir: 'ltr', script: 'Latn' },
  tk: { endonym: 'Türkmençe', english: 'Turkmen', dir: 'ltr', script: 'Latn' },
  mn: { endonym: 'Монгол', english: 'Mongolian', dir: 'ltr', script: 'Cyrl' },
  ru: { endonym: 'Русский', english: 'Russian', dir: 'ltr', script: 'Cyrl' },
  ur: { endonym: 'اردو', english: 'Urdu', dir: 'rtl', script: 'Arab' },
  en: { endonym: 'English', english: 'English', dir: 'ltr', script: 'Latn' },
} as const satisfies Record<
  string,
  {
    endonym: string;
    english: string;
    dir: 'ltr' | 'rtl';
    script: 'Hani' | 'Arab' | 'Cyrl' | 'Latn';
  }
>;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_CODES = Object.keys(LANGUAGES) as [Language, ...Language[]];

export const languageSchema = z.enum(LANGUAGE_CODES).meta({ id: 'Language' });

/** The direction in which a text of this language is written. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return LANGUAGES[language].dir;
}

/**
 * The closest language of ours to what a browser or a system reports, or undefined.
 *
 * @example closestLanguage(['kk-KZ', 'ru']) // 'kk'
 */
export function closestLanguage(preferred: readonly string[]): Language | undefined {
  for (const tag of preferred) {
    const exact = LANGUAGE_CODES.find((code) => code.toLowerCase() === tag.toLowerCase());
    if (exact) return exact;
    const base = tag.split('-')[0]?.toLowerCase();
    const byBase = LANGUAGE_CODES.find((code) => code.split('-')[0] === base);
    if (byBase) return byBase;
  }
  return undefined;
}

/** Dialects in which a consult can fail although the language is right; interpreters name theirs. */
export const DIALECTS = ['ky-south', 'mn-oirat', 'ug-khotan', 'uz-khorezm'] as const;
export const dialectSchema = z.enum(DIALECTS).meta({ id: 'Dialect' });
export type Dialect = z.infer<typeof dialectSchema>;
