import type { Language } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';

/** The page's language and its direction. */
export function useLanguage(): { language: Language; dir: 'ltr' | 'rtl' } {
  const { i18n } = useTranslation();
  const language = i18n.language as Language;
  return { language, dir: directionOf(language) };
}
