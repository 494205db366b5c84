import { Button } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallState } from '../../call/index.ts';
import { translatorOf } from '../../i18n/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import classes from './RoomNotices.module.css';

interface Said {
  language: Language;
  text: string;
}

/**
 * For each spoken language in the room that no engine writes down: said once, in that language,
 * so that those who speak it know to type or to lean on the interpreter.
 */
export function EngineNotice({ call }: { call: CallState }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<Said[]>([]);
  const [closed, setClosed] = useState<Language[]>([]);
  const { speech, host } = call.captionStatus;
  const without =
    host === 'ready' || host === 'degraded'
      ? [...new Set(call.peers.map((peer) => peer.spokenLanguage))].filter((one) => !speech[one])
      : [];
  const key = without.sort().join();
  useEffect(() => {
    let gone = false;
    const languages = key === '' ? [] : (key.split(',') as Language[]);
    void Promise.all(
      languages.map(async (language) => {
        const translate = await translatorOf(language);
        const name = translate(`languages.${language}`);
        return { language, text: translate('captions.noEngine', { language: name }) };
      }),
    ).then((texts) => {
      if (!gone) setSaid(texts);
    });
    return () => {
      gone = true;
    };
  }, [key]);
  const open = said.filter(({ language }) => !closed.includes(language));
  return (
    <div className={classes.notices}>
      {open.map(({ language, text }) => (
        <div key={language} data-testid="no-engine" data-language={language}>
          <Notice
            action={
              <Button
                size="sm"
                variant="subtle"
                onClick={() => setClosed((before) => [...before, language])}
              >
                {t('common.close')}
              </Button>
            }
          >
            <p lang={language} dir={directionOf(language)}>
              {text}
            </p>
          </Notice>
        </div>
      ))}
    </div>
  );
}
