import type { Appointment, Language } from '@silkconsult/protocol';
import { startTransition, useEffect, useRef, useState } from 'react';
import { useMe } from '../../api/session.ts';
import type { CallSession } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { useNow } from '../../time/useNow.ts';
import { admissionState } from '../appointment/people.ts';
import type { Ready } from '../deviceCheck/DeviceCheck.tsx';
import { DeviceCheck } from '../deviceCheck/DeviceCheck.tsx';
import { admissionFor } from './admissionFor.ts';
import { forgetInRoom, rememberInRoom, wasInRoom } from './inRoom.ts';

// Held in state, not in `lazy`: a fallback that was shown stays for React's 300 ms, and those are
// the very ones in which the first picture comes.
type CallScreen = typeof import('./Call.tsx').default;

interface VisitProps {
  appointment: Appointment;
  /** Back to the page that the person came from. */
  onExit(): void;
  /** To what was kept of the consult. */
  onRead(): void;
}

/**
 * One visit to a consult's room: device check → lobby → room. While the person looks into the
 * camera, the call's code is loaded, the join token fetched and the socket opened: the click on
 * "enter" then costs one round trip.
 */
export function Visit({ appointment, onExit, onRead }: VisitProps) {
  const { language } = useLanguage();
  const me = useMe();
  const now = useNow();
  const open = admissionState(appointment, now) === 'open';
  const [spokenLanguage, setSpokenLanguage] = useState<Language>(
    () => spokenBy(appointment, me?.personId) ?? language,
  );
  const [captionLanguage, setCaptionLanguage] = useState<Language>(language);
  const [session, setSession] = useState<CallSession>();
  const [Call, setCall] = useState<CallScreen>();
  const [stage, setStage] = useState<'check' | 'call'>('check');
  const languages = useRef({ spokenLanguage, captionLanguage });
  languages.current = { spokenLanguage, captionLanguage };
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for a new session after an ending
  useEffect(() => {
    let gone = false;
    let created: CallSession | undefined;
    void import('../../call/index.ts').then(({ CallSession }) => {
      if (gone) return;
      created = new CallSession({
        ...languages.current,
        fetchAdmission: () => admissionFor(appointment.id, languages.current),
      });
      setSession(created);
    });
    return () => {
      gone = true;
      created?.close();
    };
  }, [appointment.id, round]);

  useEffect(() => {
    if (open) void session?.prepare();
  }, [session, open]);

  useEffect(() => {
    void import('./Call.tsx').then((screen) => setCall(() => screen.default));
  }, []);

  const enter = (ready: Ready) => {
    if (!session) return;
    session.choose(languages.current);
    void session.tracks.use('microphone', ready.microphone, ready.microphoneOn);
    void session.tracks.use('camera', ready.camera);
    void session.enter();
    rememberInRoom(appointment.id);
    // What answers the click must not wait for the device check to be taken down.
    startTransition(() => setStage('call'));
  };

  if (stage === 'check' || !session || !Call) {
    return (
      <DeviceCheck
        key={round}
        appointment={appointment}
        open={open}
        loaded={session !== undefined && Call !== undefined}
        skip={wasInRoom(appointment.id)}
        waits={me?.role === 'patient' || me?.role === 'observer'}
        spokenLanguage={spokenLanguage}
        captionLanguage={captionLanguage}
        onSpokenLanguage={setSpokenLanguage}
        onCaptionLanguage={setCaptionLanguage}
        onEnter={enter}
        onBack={onExit}
      />
    );
  }
  return (
    <Call
      session={session}
      appointment={appointment}
      onExit={() => {
        forgetInRoom();
        onExit();
      }}
      onRead={() => {
        forgetInRoom();
        onRead();
      }}
      onAgain={() => {
        setStage('check');
        setSession(undefined);
        setRound((before) => before + 1);
      }}
    />
  );
}

function spokenBy(appointment: Appointment, personId: string | undefined): Language | undefined {
  return appointment.participants.find((participant) => participant.actor === personId)?.language;
}
