import type { Language } from '@silkconsult/protocol';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { applyToDocument, initialLanguage, rememberLanguage } from './language.ts';
import { fillMissingPluralRules } from './plurals.ts';

type Messages = Record<string, unknown>;

/**
 * The parts of the texts: `base` is what every page needs, patients' among them; the others come
 * with the pages of their area. A part holds one object of its own name.
 */
export type Area =
  | 'base'
  | 'signIn'
  | 'day'
  | 'appointment'
  | 'board'
  | 'cases'
  | 'rehearsal'
  | 'notices'
  | 'specialties'
  | 'calendar'
  | 'finder'
  | 'availability'
  | 'offers'
  | 'onCall'
  | 'requests'
  | 'agreements'
  | 'import'
  | 'phrases'
  | 'captionLooks'
  | 'captionHints'
  | 'captionsHealth'
  | 'consents'
  | 'dates'
  | 'programs'
  | 'lineChanges'
  | 'transcript'
  | 'suggestTerm'
  | 'wordings';

/** A page loads the language that it speaks and no other. */
const files = import.meta.glob<Messages>('../locales/*/*.json', { import: 'default' });
const areas = new Set<Area>(['base']);
const loaded = new Set<string>();

async function loadMessages(language: Language): Promise<void> {
  await Promise.all([...areas].map((area) => loadArea(language, area)));
}

async function loadArea(language: Language, area: Area): Promise<void> {
  const file = `../locales/${language}/${area}.json`;
  if (loaded.has(file)) return;
  const messages = await files[file]?.();
  i18next.addResourceBundle(language, 'translation', messages, true);
  loaded.add(file);
}

/** Brings the texts of an area in; later changes of the language bring them as well. */
export async function loadTexts(area: Area): Promise<void> {
  areas.add(area);
  await loadArea(i18next.language as Language, area);
}

/** Loads a part of the program together with the texts that it shows. */
export async function withTexts<Module>(
  load: () => Promise<Module>,
  ...shown: Area[]
): Promise<Module> {
  const [module] = await Promise.all([load(), ...shown.map(loadTexts)]);
  return module;
}

export async function startI18n(): Promise<void> {
  const language = initialLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    load: 'currentOnly',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  fillMissingPluralRules(i18next);
  await loadMessages(language);
  if (language === 'zh-CN') loadChineseFont();
  applyToDocument(language);
}

/** Changes the language of everything at once; the text that a person has typed stays. */
export async function changeLanguage(language: Language): Promise<void> {
  await loadMessages(language);
  if (language === 'zh-CN') loadChineseFont();
  await i18next.changeLanguage(language);
  applyToDocument(language);
  rememberLanguage(language);
}

/** The translator of a language that is not the page's: a notice "in that language". */
export async function translatorOf(
  language: Language,
): Promise<ReturnType<typeof i18next.getFixedT>> {
  await loadMessages(language);
  return i18next.getFixedT(language);
}

/** Names and captions in Chinese are coming: have the split web font's list ready. */
export function loadChineseFont(): void {
  void import('../theme/chinese.css');
}
