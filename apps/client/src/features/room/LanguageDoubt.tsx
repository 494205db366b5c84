import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import { Notice } from '../../ui/Notice.tsx';
import classes from './RoomNotices.module.css';

interface LanguageDoubtProps {
  session: CallSession;
  doubt: NonNullable<CallState['languageDoubt']>;
}

/** "Are you speaking Russian? Captions listen for English": one click changes it, one says no. */
export default function LanguageDoubt({ session, doubt }: LanguageDoubtProps) {
  const { t } = useTranslation();
  const listening = t(`languages.${doubt.listening}`);
  const change = (language: CallState['spokenLanguage']) =>
    void session.setSpokenLanguage(language).catch(() => {});
  const { language } = doubt;
  const name = language && t(`languages.${language}`);
  return (
    <div data-testid="language-doubt">
      <Notice
        action={
          <div className={classes.answers}>
            {language ? (
              <Button size="sm" onClick={() => change(language)} data-testid="change-spoken">
                {t('captionHints.speaking.change', { language: name })}
              </Button>
            ) : (
              <LanguageSelect
                label={t('captionHints.speaking.choose')}
                value={doubt.listening}
                onChange={change}
                testId="choose-spoken"
              />
            )}
            <Button
              size="sm"
              variant="default"
              onClick={() => session.keepSpokenLanguage()}
              data-testid="keep-spoken"
            >
              {t('captionHints.speaking.dismiss')}
            </Button>
          </div>
        }
      >
        {language
          ? t('captionHints.speaking.named', { language: name, listening })
          : t('captionHints.speaking.unnamed', { listening })}
      </Notice>
    </div>
  );
}
