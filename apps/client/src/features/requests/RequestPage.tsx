import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useLiveUpdates } from '../../api/queries.ts';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { DraftForm } from './DraftForm.tsx';
import { useRequest } from './queries.ts';
import { RequestView } from './RequestView.tsx';

/** One request: a form while it is a draft, then its state, its thread and what can be done. */
export default function RequestPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useRequest(id);
  useLiveUpdates();
  return (
    <Shell>
      <Link href="/requests" className={page.back}>
        <IconArrowLeft className="mirrored" size={18} stroke={1.75} aria-hidden />
        {t('app.requests')}
      </Link>
      {query.isPending && <Skeleton height="9rem" count={3} />}
      {query.isError && !query.data && (
        <FailureNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data?.stage === 'draft' && <DraftForm draft={query.data} />}
      {query.data && query.data.stage !== 'draft' && <RequestView request={query.data} />}
    </Shell>
  );
}
