import { LANGUAGE_CODES, LANGUAGES } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../../i18n/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { Brand } from '../../ui/Brand.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import classes from './LanguageChoice.module.css';

/** The first question to a patient, answerable without reading any language but one's own. */
export function LanguageChoice({ onChosen }: { onChosen(): void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <main className={classes.page}>
      <Brand size={36} />
      <PageHeading title={t('invitation.chooseLanguage')} className={classes.title} />
      <ul className={classes.grid} data-testid="language-choice">
        {LANGUAGE_CODES.map((code) => (
          <li key={code}>
            <button
              type="button"
              lang={code}
              dir={LANGUAGES[code].dir}
              className={classes.language}
              data-testid={`choose-language-${code}`}
              data-suggested={code === language || undefined}
              onClick={() => void changeLanguage(code).then(onChosen)}
            >
              {LANGUAGES[code].endonym}
            </button>
          </li>
        ))}
      </ul>
      <p className={classes.hint}>{t('invitation.chooseLanguageText')}</p>
    </main>
  );
}
