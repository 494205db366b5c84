import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallState } from '../../call/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import classes from './RoomNotices.module.css';

interface RoomNoticesProps {
  call: CallState;
  blocked: boolean;
  onUnblock(): void;
}

/** What a person must know at this moment, over the stage and below the bar. */
export function RoomNotices({ call, blocked, onUnblock }: RoomNoticesProps) {
  const { t } = useTranslation();
  const away = call.connection === 'reconnecting' || call.connection === 'rejoining';
  const { host } = call.captionStatus;
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
      {host !== 'ready' && <Notice kind="info">{t(`captions.host.${host}`)}</Notice>}
    </div>
  );
}
