import { directionOf } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import classes from './Captions.module.css';
import type { SilentLanguage, WaysOut } from './useSilentLanguages.ts';

interface SilentLanguageNoticeProps {
  silent: SilentLanguage;
  /** For who speaks it: what can be done instead. */
  ways?: WaysOut;
}

/**
 * "No speech engine for … is installed", to the reader in the reader's language, and below in that
 * very language and its direction: who speaks it may be the one who cannot read the page.
 */
export function SilentLanguageNotice({ silent, ways }: SilentLanguageNoticeProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <div className={classes.silent} data-testid="no-engine" data-language={silent.language}>
      <p>{t('captions.noEngine', { language: t(`languages.${silent.language}`) })}</p>
      {silent.language !== language && (
        <p lang={silent.language} dir={directionOf(silent.language)}>
          {silent.text}
        </p>
      )}
      {ways && (
        <p className={classes.ways}>
          <button type="button" onClick={ways.onType} data-testid="way-type">
            {t('captions.type')}
          </button>
          <button type="button" onClick={ways.onPhrases} data-testid="way-phrases">
            {t('captions.phrases')}
          </button>
        </p>
      )}
    </div>
  );
}
