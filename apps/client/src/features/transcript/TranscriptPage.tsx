import { Button } from '@mantine/core';
import type { Transcript } from '@silkconsult/protocol';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { transcriptKey, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { clocksOf, clockWithZone, longDate } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { getTranscript } from './api.ts';
import { Lines } from './Lines.tsx';
import { SaveCopy } from './SaveCopy.tsx';
import { Speakers } from './Speakers.tsx';
import classes from './Transcript.module.css';

const BACK = <IconArrowLeft className="mirrored" size={18} stroke={1.75} aria-hidden />;

interface TranscriptPageProps {
  id: string;
  /** For who came by a link and has no page of the consult: the way back. */
  onBack?(): void;
}

/** What was said in a consult by those who agreed to it, side by side with its translation. */
export default function TranscriptPage({ id, onBack }: TranscriptPageProps) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: transcriptKey(id), queryFn: () => getTranscript(id) });
  useLiveUpdates();
  return (
    <Shell>
      {onBack ? (
        <Button variant="subtle" onClick={onBack} leftSection={BACK}>
          {t('transcript.back')}
        </Button>
      ) : (
        <Link href={`/appointments/${id}`} className={page.back}>
          {BACK}
          {t('transcript.back')}
        </Link>
      )}
      {query.isPending && <Skeleton height="9rem" count={2} />}
      {query.isError && !query.data && (
        <FailureNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <Whole transcript={query.data} />}
    </Shell>
  );
}

function Whole({ transcript }: { transcript: Transcript }) {
  const { t } = useTranslation();
  const me = useMe();
  const zones = me ? clocksOf(me) : ['UTC'];
  const zone = zones[0] ?? 'UTC';
  const start = new Date(transcript.start);
  return (
    <div className={page.page} data-testid="transcript-page">
      <header className={page.lead}>
        <p className={page.eyebrow}>
          {longDate(t, start, zone)}, {zones.map((one) => clockWithZone(t, start, one)).join(', ')}
        </p>
        <PageHeading title={t('transcript.title')} />
        <p className={classes.soft}>{t('transcript.lead')}</p>
      </header>
      <div className={page.columns}>
        <div className={page.column}>
          <Lines transcript={transcript} zone={zone} />
        </div>
        <div className={page.column}>
          <Speakers transcript={transcript} zone={zone} />
          {transcript.lines.length > 0 && <SaveCopy transcript={transcript} />}
        </div>
      </div>
    </div>
  );
}
