import type { WrittenCase } from '@silkconsult/protocol';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { getCase } from '../../api/endpoints.ts';
import { CASES_KEY, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { BookAgain } from './BookAgain.tsx';
import classes from './Cases.module.css';
import { WriteMessage } from './WriteMessage.tsx';

/** One consult that failed: what was asked, what was written, and the way to a new time. */
export default function CasePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: [...CASES_KEY, id], queryFn: () => getCase(id) });
  useLiveUpdates();
  return (
    <Shell>
      <Link href="/cases" className={page.back}>
        <IconArrowLeft className="mirrored" size={18} stroke={1.75} aria-hidden />
        {t('cases.title')}
      </Link>
      {query.isPending && <Skeleton height="9rem" count={2} />}
      {query.isError && !query.data && (
        <FailureNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <Case one={query.data} />}
    </Shell>
  );
}

function Case({ one }: { one: WrittenCase }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const zone = me?.timeZone ?? 'UTC';
  const arranges = me?.role === 'coordinator' || me?.role === 'admin';
  const own = one.participants.find(({ actor }) => actor === me?.personId)?.role;
  return (
    <div className={classes.case} data-testid="case-page" data-status={one.status}>
      <header className={classes.head}>
        <p className={classes.status}>{t(`cases.status.${one.status}`)}</p>
        <PageHeading title={t('cases.title')}>
          <bdi>{one.question}</bdi>
        </PageHeading>
        <p>
          {t(`cases.cause.${one.cause}`)}, {whenFrom(t, new Date(one.start), zone, now)}
        </p>
        {one.opened && (
          <p dir="auto">
            {t('cases.openedBy', { name: one.opened.by, reason: one.opened.reason })}
          </p>
        )}
      </header>
      {one.summary && (
        <section className={page.panel}>
          <h2>{t('cases.summary')}</h2>
          <p className={classes.text} dir="auto">
            {one.summary}
          </p>
        </section>
      )}
      <section className={page.panel} aria-labelledby="thread">
        <h2 id="thread">{t('cases.thread')}</h2>
        {one.messages.length === 0 && <p>{t('cases.nothingYet')}</p>}
        <ol className={classes.thread}>
          {one.messages.map((message) => (
            <li key={message.id} data-kind={message.kind}>
              <strong>
                <bdi>{message.author}</bdi>, {t(`cases.kinds.${message.kind}`)}
              </strong>
              <p className={classes.text} dir="auto">
                {message.text}
              </p>
              <small>{whenFrom(t, new Date(message.at), zone, now)}</small>
            </li>
          ))}
        </ol>
        {(own === 'specialist' || own === 'referrer') && (
          <WriteMessage one={one} answers={own === 'specialist'} />
        )}
      </section>
      {one.nextAppointmentId ? (
        <Link href={`/appointments/${one.nextAppointmentId}`} data-testid="next-consult">
          {t('cases.next')}
        </Link>
      ) : (
        arranges && <BookAgain one={one} />
      )}
    </div>
  );
}
