import { Button } from '@mantine/core';
import type { WaitingPeer } from '@silkconsult/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { playChime } from '../../call/devices.ts';
import type { CallSession } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { nameFor } from '../appointment/people.ts';
import classes from './WaitingList.module.css';

/** Who is at the door: seen, heard once, and let in with one click. */
export function WaitingList({
  session,
  waiting,
}: {
  session: CallSession;
  waiting: WaitingPeer[];
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [failure, setFailure] = useState<unknown>();
  const rung = useRef(new Set<string>());
  useEffect(() => {
    const fresh = waiting.filter((peer) => !rung.current.has(peer.peerId));
    rung.current = new Set(waiting.map((peer) => peer.peerId));
    if (fresh.length > 0) void playChime().catch(() => {});
  }, [waiting]);
  if (waiting.length === 0) return null;
  const decide = (decision: Promise<void>) => {
    setFailure(undefined);
    decision.catch(setFailure);
  };
  return (
    <section
      className={classes.list}
      data-testid="waiting-list"
      aria-label={t('room.waiting', { count: waiting.length })}
    >
      <p className={classes.title} role="alert">
        {t('room.waiting', { count: waiting.length })}
      </p>
      <ul>
        {waiting.map((peer) => {
          const name = nameFor(peer, language);
          return (
            <li key={peer.peerId} data-testid="waiting-peer" data-peer-id={peer.peerId}>
              <Avatar name={peer.name} role={peer.role} size="sm" />
              <span className={classes.who}>
                <bdi>{name}</bdi>
                <small>
                  {t(`roles.${peer.role}`)} · {t(`languages.${peer.spokenLanguage}`)} ·{' '}
                  <bdi>{peer.organization}</bdi>
                </small>
              </span>
              <Button
                size="sm"
                data-testid="admit"
                data-peer-id={peer.peerId}
                aria-label={`${t('room.admit')}: ${name}`}
                onClick={() => decide(session.admit(peer.peerId))}
              >
                {t('room.admit')}
              </Button>
              <Button
                size="sm"
                variant="subtle"
                data-testid="deny"
                data-peer-id={peer.peerId}
                aria-label={`${t('room.deny')}: ${name}`}
                onClick={() => decide(session.deny(peer.peerId))}
              >
                {t('room.deny')}
              </Button>
            </li>
          );
        })}
      </ul>
      {failure !== undefined && <FailureNotice error={failure} />}
    </section>
  );
}
