import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import type { CallSession } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { useCall } from '../../room/useCall.ts';
import { clock } from '../../time/format.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { nameFor } from '../appointment/people.ts';
import { ConnectionSign } from '../room/ConnectionSign.tsx';
import classes from './Lobby.module.css';

interface LobbyProps {
  session: CallSession;
  onLeave(): void;
}

/** The waiting room: who is there, who will open the door, and that one is not forgotten. */
export function Lobby({ session, onLeave }: LobbyProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const { hosts, since, connection } = useCall(session);
  return (
    <Shell narrow>
      <div className={classes.page} data-testid="lobby">
        <div className={classes.thread} aria-hidden>
          <span />
          <span />
          <span />
        </div>
        <PageHeading title={t('lobby.title')} className={classes.title}>
          {t('lobby.waiting')}
        </PageHeading>
        <p className={classes.text} aria-live="polite">
          {hosts.length > 0 ? t('lobby.theyKnow') : t('lobby.noHosts')}
        </p>
        {hosts.length > 0 && (
          <section className={classes.hosts} aria-labelledby="hosts">
            <h2 id="hosts">{t('lobby.hosts')}</h2>
            <ul>
              {hosts.map((host) => (
                <li key={host.peerId} data-testid="lobby-host">
                  <Avatar name={host.name} role={host.role} />
                  <div>
                    <p className={classes.name}>
                      <bdi>{nameFor(host, language)}</bdi>
                    </p>
                    <p className={classes.details}>
                      {t(`roles.${host.role}`)} · <bdi>{host.organization}</bdi>
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className={classes.details}>
          {since && t('lobby.since', { time: clock(new Date(since), me?.timeZone ?? 'UTC') })}
          {' · '}
          {t('lobby.keepOpen')}
        </p>
        <ConnectionSign connection={connection} />
        <Button variant="default" onClick={onLeave} data-testid="leave">
          {t('lobby.leave')}
        </Button>
      </div>
    </Shell>
  );
}
