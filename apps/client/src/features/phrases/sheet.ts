import type { ChangedPhrase, Language } from '@silkconsult/protocol';

/** A noun by plural category, as `Intl.PluralRules` names them. */
export type Plurals = Readonly<Record<string, string>>;

export interface PhraseEntry {
  id: string;
  topic: string;
  /** With slots: `Come back in {duration}.` */
  text: string;
  variants: readonly string[];
  /** Its wording has a native speaker's word behind it. */
  reviewed: boolean;
}

/** The phrasebook in one language: what the panel shows, made when the client is built. */
export interface PhraseSheet {
  language: Language;
  version: string;
  phrases: readonly PhraseEntry[];
  /** Slot → value → word. */
  lists: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Slot → unit → noun. */
  counted: Readonly<Record<string, Readonly<Record<string, Plurals>>>>;
  days: Readonly<Record<string, string>>;
  /** With {count}. */
  ahead: Readonly<Record<string, Plurals>>;
}

type Load = () => Promise<{ default: PhraseSheet }>;

/** Each is a file of its own, fetched when the panel is opened. */
const SHEETS: Record<Language, Load> = {
  en: () => import('virtual:phrases/en'),
  'zh-CN': () => import('virtual:phrases/zh-CN'),
  ru: () => import('virtual:phrases/ru'),
  kk: () => import('virtual:phrases/kk'),
  ky: () => import('virtual:phrases/ky'),
  ug: () => import('virtual:phrases/ug'),
  uz: () => import('virtual:phrases/uz'),
  tk: () => import('virtual:phrases/tk'),
  tg: () => import('virtual:phrases/tg'),
  mn: () => import('virtual:phrases/mn'),
  ur: () => import('virtual:phrases/ur'),
};

export async function loadSheet(language: Language): Promise<PhraseSheet> {
  return (await SHEETS[language]()).default;
}

/** The sheet with what the site has changed since the page was made. */
export function withChanges(sheet: PhraseSheet, changed: readonly ChangedPhrase[]): PhraseSheet {
  const newer = new Map(changed.map(({ entryId, ...phrase }) => [entryId, phrase]));
  const phrases = sheet.phrases.map((phrase) => ({ ...phrase, ...newer.get(phrase.id) }));
  return { ...sheet, phrases };
}
