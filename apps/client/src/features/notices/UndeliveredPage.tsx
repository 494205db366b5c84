import { Button } from '@mantine/core';
import type { UndeliveredNotice } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listUndelivered, retryNotice } from '../../api/notices.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './NoticesPage.module.css';

const UNDELIVERED_KEY = ['undelivered'] as const;

/** Who could not be told, for those who can call them instead. */
export default function UndeliveredPage() {
  const { t } = useTranslation();
  const list = useQuery({
    queryKey: UNDELIVERED_KEY,
    queryFn: listUndelivered,
    refetchInterval: 30_000,
  });
  return (
    <Shell>
      <PageHeading title={t('notices.undelivered.title')} />
      <p className={classes.lead}>{t('notices.undelivered.text')}</p>
      {list.isPending && <Skeleton height="4rem" count={4} />}
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <section className={classes.panel}>
          {list.data.length === 0 && <p>{t('notices.undelivered.empty')}</p>}
          <ul className={classes.list} data-testid="undelivered">
            {list.data.map((notice) => (
              <Row key={notice.id} notice={notice} />
            ))}
          </ul>
        </section>
      )}
    </Shell>
  );
}

function Row({ notice }: { notice: UndeliveredNotice }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryNotice(notice.id),
    onSettled: () => client.invalidateQueries({ queryKey: UNDELIVERED_KEY }),
  });
  const time = whenFrom(t, new Date(notice.createdAt), me?.timeZone ?? 'UTC', now);
  return (
    <li className={classes.item}>
      <div className={classes.itemText}>
        <strong>
          <bdi>{notice.recipientName}</bdi>, <HospitalName name={notice.organizationName} />
        </strong>
        <span>
          {t(`notices.kinds.${notice.kind}`)} · {t(`notices.ways.${notice.channel}`)} · {time}
        </span>
        <span className={classes.faint}>
          {t(`notices.undelivered.${notice.state === 'failed' ? 'failed' : 'givenUp'}`)} ·{' '}
          {t('notices.undelivered.attempts', { number: notice.attempts })} ·{' '}
          <code dir="ltr">{notice.errorCode}</code>
        </span>
        {retry.isError && <FailureNotice error={retry.error} />}
      </div>
      <Button variant="default" size="sm" loading={retry.isPending} onClick={() => retry.mutate()}>
        {t('common.retry')}
      </Button>
    </li>
  );
}
