import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { listCases } from '../../api/endpoints.ts';
import { CASES_KEY, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './Cases.module.css';

/** Consults that failed and go on in writing. */
export default function CasesPage() {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const query = useQuery({ queryKey: CASES_KEY, queryFn: listCases });
  useLiveUpdates();
  const zone = me?.timeZone ?? 'UTC';
  return (
    <Shell>
      <header className={classes.head}>
        <PageHeading title={t('cases.title')} />
        <p>{t('cases.lead')}</p>
      </header>
      {query.isPending && <Skeleton height="5rem" count={3} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && <p className={classes.empty}>{t('cases.empty')}</p>}
      <ul className={classes.list}>
        {query.data?.map((one) => (
          <li key={one.id} className={classes.row} data-testid="case" data-status={one.status}>
            <span className={classes.status}>{t(`cases.status.${one.status}`)}</span>
            <Link href={`/cases/${one.id}`}>
              <bdi>{one.question}</bdi>
            </Link>
            <small>
              {t(`cases.cause.${one.cause}`)}, {whenFrom(t, new Date(one.start), zone, now)}
            </small>
          </li>
        ))}
      </ul>
    </Shell>
  );
}
