import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n/index.ts';
import { useLanguage } from '../i18n/useLanguage.ts';
import { LanguageSelect } from './LanguageSelect.tsx';
import classes from './LanguageSwitcher.module.css';

/** The language of the page, on every page. */
export function LanguageSwitcher() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <LanguageSelect
      className={classes.switcher}
      label={t('app.language')}
      hideLabel
      testId="language-switcher"
      value={language}
      onChange={(next) => void changeLanguage(next)}
    />
  );
}
