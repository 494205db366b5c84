import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { loadTexts } from '../../i18n/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import { captionLevel } from './captionLevel.ts';
import classes from './RoomNotices.module.css';

/** Rarely needed: they come, with their texts, when they are. */
const CaptionLoad = lazy(async () => {
  const [component] = await Promise.all([import('./CaptionLoad.tsx'), loadTexts('captionHints')]);
  return component;
});

const LanguageDoubt = lazy(async () => {
  const [component] = await Promise.all([import('./LanguageDoubt.tsx'), loadTexts('captionHints')]);
  return component;
});

interface RoomNoticesProps {
  session: CallSession;
  call: CallState;
  blocked: boolean;
  onUnblock(): void;
}

/** What a person must know at this moment, over the stage and below the bar. */
export function RoomNotices({ session, call, blocked, onUnblock }: RoomNoticesProps) {
  const { t } = useTranslation();
  const away = call.connection === 'reconnecting' || call.connection === 'rejoining';
  const { host, overload } = call.captionStatus;
  const level = captionLevel(call.captionStatus, call.peers);
  // Where another language's engine is behind, this room notices nothing.
  const ill = host === 'degraded' ? overload === undefined : host !== 'ready';
  return (
    <div className={classes.notices}>
      {blocked && (
        <Notice
          kind="warning"
          title={t('room.soundBlocked')}
          action={
            <Button onClick={onUnblock} data-testid="sound-on">
              {t('room.soundOn')}
            </Button>
          }
        />
      )}
      {away && <Notice kind="warning">{t('room.reconnectingText')}</Notice>}
      {ill && <Notice kind="info">{t(`captions.host.${host}`)}</Notice>}
      {call.languageDoubt && (
        <Suspense fallback={null}>
          <LanguageDoubt session={session} doubt={call.languageDoubt} />
        </Suspense>
      )}
      {level !== 0 && (
        <Suspense fallback={null}>
          <CaptionLoad level={level} />
        </Suspense>
      )}
    </div>
  );
}
