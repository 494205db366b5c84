import type { Language } from '@silkconsult/protocol';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { applyToDocument, initialLanguage, rememberLanguage } from './language.ts';
import { fillMissingPluralRules } from './plurals.ts';

type Messages = Record<string, unknown>;

/** One file per language; a page loads the one it speaks and no other. */
const files = import.meta.glob<Messages>('../locales/*.json', { import: 'default' });

async function loadMessages(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const load = files[`../locales/${language}.json`] ?? files['../locales/en.json'];
  if (load) i18next.addResourceBundle(language, 'translation', await load());
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
