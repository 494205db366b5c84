import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useAppointment } from '../../api/queries.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Visit } from './Visit.tsx';

/** `/appointments/:id/room`: device check, lobby and room of a consult, for those who are signed in. */
export default function RoomPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const query = useAppointment(id);
  if (query.data) {
    return (
      <Visit
        appointment={query.data}
        onExit={() => navigate(`/appointments/${id}`)}
        onRead={() => navigate(`/appointments/${id}/transcript`)}
      />
    );
  }
  return (
    <Shell narrow>
      <PageHeading title={t('room.title')} className="visuallyHidden" />
      {query.isError ? (
        <FailureNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton height="12rem" count={2} />
      )}
    </Shell>
  );
}
