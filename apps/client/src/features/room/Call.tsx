import type { Appointment } from '@silkconsult/protocol';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../call/index.ts';
import { loadChineseFont } from '../../i18n/index.ts';
import { useCall } from '../../room/useCall.ts';
import { Lobby } from '../lobby/Lobby.tsx';
import classes from './Call.module.css';
import { Ended } from './Ended.tsx';
import { forgetInRoom } from './inRoom.ts';
import { Room } from './Room.tsx';

interface CallProps {
  session: CallSession;
  appointment: Appointment;
  onExit(): void;
  onRead(): void;
  onAgain(): void;
}

/** After "enter": what is shown follows the call's phase, and nothing else. */
export default function Call({ session, appointment, onExit, onRead, onAgain }: CallProps) {
  const { t } = useTranslation();
  const { phase } = useCall(session);
  const over = phase !== 'entering' && phase !== 'waiting' && phase !== 'joined';
  useEffect(() => loadChineseFont(), []);
  useEffect(() => {
    if (over) forgetInRoom();
  }, [over]);
  if (phase === 'waiting') return <Lobby session={session} onLeave={() => void session.leave()} />;
  if (phase === 'joined') return <Room session={session} appointment={appointment} />;
  if (over) return <Ended {...{ session, onExit, onRead, onAgain }} />;
  return (
    <main className={classes.entering} role="status">
      <div className={classes.ring} aria-hidden />
      {t('room.joining')}
    </main>
  );
}
