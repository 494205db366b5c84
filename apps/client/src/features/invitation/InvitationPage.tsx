import type { OpenedInvitation } from '@silkconsult/protocol';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openInvitation } from '../../api/endpoints.ts';
import { appointmentKey } from '../../api/queries.ts';
import { queryClient } from '../../app/query.ts';
import { Shell } from '../../app/Shell.tsx';
import { withTexts } from '../../i18n/index.ts';
import { hasChosenLanguage } from '../../i18n/language.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { wasInRoom } from '../room/inRoom.ts';
import { Visit } from '../room/Visit.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { Welcome } from './Welcome.tsx';

const TranscriptPage = lazy(() =>
  withTexts(() => import('../transcript/TranscriptPage.tsx'), 'transcript'),
);

/**
 * The patient's way in: one link, no account. The link's secret is in the fragment and stays in
 * this page; opening it gives a session for this appointment alone.
 */
export default function InvitationPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(hasChosenLanguage);
  const [opened, setOpened] = useState<OpenedInvitation>();
  const [failure, setFailure] = useState<unknown>();
  const [visiting, setVisiting] = useState(false);
  const [reading, setReading] = useState(false);

  const read = () => {
    setVisiting(false);
    setReading(true);
  };
  const open = useCallback(async () => {
    setFailure(undefined);
    try {
      const invitation = await openInvitation(location.hash.slice(1));
      queryClient.setQueryData(appointmentKey(invitation.appointment.id), invitation.appointment);
      setOpened(invitation);
    } catch (error) {
      setFailure(error);
    }
  }, []);
  useEffect(() => void open(), [open]);

  if (opened && reading) {
    return (
      <Suspense fallback={<Shell narrow>{null}</Shell>}>
        <TranscriptPage id={opened.appointment.id} onBack={() => setReading(false)} />
      </Suspense>
    );
  }
  if (opened && (visiting || wasInRoom(opened.appointment.id))) {
    return (
      <Visit appointment={opened.appointment} onExit={() => setVisiting(false)} onRead={read} />
    );
  }
  if (!chosen) return <LanguageChoice onChosen={() => setChosen(true)} />;
  return (
    <Shell narrow>
      {failure !== undefined && (
        <>
          <PageHeading title={t('invitation.failed')} />
          <FailureNotice error={failure} onRetry={() => void open()} />
        </>
      )}
      {!opened && failure === undefined && (
        <div role="status" aria-label={t('invitation.opening')}>
          <Skeleton height="8rem" count={3} />
        </div>
      )}
      {opened && (
        <Welcome
          me={opened.me}
          appointment={opened.appointment}
          onStart={() => setVisiting(true)}
          onRead={read}
        />
      )}
    </Shell>
  );
}
