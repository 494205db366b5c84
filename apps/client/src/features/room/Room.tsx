import type { Appointment } from '@silkconsult/protocol';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession } from '../../call/index.ts';
import { withTexts } from '../../i18n/index.ts';
import { useCall, useSpeaking } from '../../room/useCall.ts';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { useAfterFirstPaint } from '../../ui/useAfterFirstPaint.ts';
import { useWideScreen } from '../../ui/useWideScreen.ts';
import { ArrivalsAloud } from './ArrivalsAloud.tsx';
import { CaptionBand } from './CaptionBand.tsx';
import { Controls } from './Controls.tsx';
import { useCaptionLooks } from './captionLooks.ts';
import { FinalsAloud } from './FinalsAloud.tsx';
import classes from './Room.module.css';
import { RoomNotices } from './RoomNotices.tsx';
import { SidePanel } from './SidePanel.tsx';
import { Stage } from './Stage.tsx';
import { TopBar } from './TopBar.tsx';
import { useSide } from './useSide.ts';
import { useSilentLanguages } from './useSilentLanguages.ts';
import { useUnread } from './useUnread.ts';
import { WaitingList } from './WaitingList.tsx';

/** For those who run the consult; its texts are of the staff's part. */
const InterpreterCall = lazy(() =>
  withTexts(() => import('../offers/InterpreterCall.tsx'), 'offers'),
);

const ConsentSign = lazy(() =>
  withTexts(() => import('../consents/ConsentSign.tsx'), 'consents', 'transcript'),
);
const OutsideQuestion = lazy(() =>
  withTexts(() => import('../consents/OutsideQuestion.tsx'), 'consents'),
);

/** The room: people first, their words below them, everything else at the side. */
export function Room({ session, appointment }: { session: CallSession; appointment: Appointment }) {
  const { t } = useTranslation();
  const call = useCall(session);
  const speaking = useSpeaking(session);
  const { size } = useCaptionLooks();
  const { participants } = appointment;
  const silent = useSilentLanguages(call);
  const wide = useWideScreen();
  // Faces first: everything around them is most of the work and comes a moment later.
  const painted = useAfterFirstPaint();
  const { side, show, setPhrases, ways } = useSide(wide);
  const mayCaption = call.permissions.includes('caption');
  const [calling, setCalling] = useState(false);
  const [answering, setAnswering] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const onBlocked = useCallback(() => setBlocked(true), []);
  const panelShown = side.shown;
  const unread = useUnread(call, panelShown);
  return (
    <div
      className={classes.room}
      data-testid="room"
      data-panel={panelShown || undefined}
      data-caption-size={size}
    >
      <TopBar
        call={call}
        appointment={appointment}
        sign={
          painted && (
            <Suspense fallback={null}>
              <ConsentSign
                {...{ session, call, participants }}
                appointmentId={appointment.id}
                opened={answering}
                onOpen={() => setAnswering(true)}
                onClose={() => setAnswering(false)}
              />
            </Suspense>
          )
        }
      />
      <main id="content" className={classes.main} tabIndex={-1}>
        <PageHeading title={t('room.title')} className="visuallyHidden" />
        {painted && (
          <RoomNotices
            session={session}
            call={call}
            blocked={blocked}
            onUnblock={() => setBlocked(false)}
          />
        )}
        {painted && call.captionStatus.outside && (
          <Suspense fallback={null}>
            <OutsideQuestion
              {...{ session, call }}
              appointmentId={appointment.id}
              onAnswer={() => setAnswering(true)}
            />
          </Suspense>
        )}
        {calling && (
          <Suspense fallback={null}>
            <InterpreterCall appointmentId={appointment.id} onClose={() => setCalling(false)} />
          </Suspense>
        )}
        {painted && call.permissions.includes('admit') && (
          <WaitingList session={session} waiting={call.waiting} />
        )}
        <Stage call={call} speaking={speaking} onBlocked={onBlocked} soundAllowed={!blocked} />
        {painted && (
          <>
            <CaptionBand {...{ call, participants, silent }} ways={mayCaption ? ways : undefined} />
            <Controls
              session={session}
              call={call}
              panelShown={panelShown}
              unread={unread}
              onTogglePanel={() => show(!panelShown)}
              onCallInterpreter={() => setCalling(true)}
            />
          </>
        )}
      </main>
      {panelShown && painted && (
        <SidePanel
          session={session}
          call={call}
          participants={participants}
          silent={silent}
          ways={mayCaption ? ways : undefined}
          side={side}
          setPhrases={setPhrases}
          wide={wide}
          onClose={() => show(false)}
        />
      )}
      <FinalsAloud call={call} participants={participants} />
      <ArrivalsAloud call={call} />
    </div>
  );
}
