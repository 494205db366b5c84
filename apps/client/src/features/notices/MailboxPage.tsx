import type { MailboxEntry } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { IconCalendarDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readMailbox } from '../../api/notices.ts';
import { NOTICES_KEY, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import classes from './MailboxPage.module.css';
import page from './NoticesPage.module.css';

const CALENDARS = { REQUEST: 'invitation', CANCEL: 'withdrawal', PUBLISH: 'series' } as const;

/** The demonstration's mail, every letter of it as its reader would have got it. */
export default function MailboxPage() {
  const { t } = useTranslation();
  useLiveUpdates();
  const mailbox = useQuery({
    queryKey: [...NOTICES_KEY, 'mailbox'],
    queryFn: readMailbox,
    // Mail goes out a moment after what it tells of, and no live event says when.
    refetchInterval: 3000,
  });
  return (
    <Shell>
      <PageHeading title={t('notices.mailbox.title')} />
      <p className={page.lead}>{t('notices.mailbox.text')}</p>
      {mailbox.isPending && <Skeleton height="10rem" count={3} />}
      {mailbox.isError && (
        <FailureNotice error={mailbox.error} onRetry={() => void mailbox.refetch()} />
      )}
      {mailbox.data?.length === 0 && <p>{t('notices.mailbox.empty')}</p>}
      <div className={classes.mails} data-testid="mailbox">
        {mailbox.data?.map((mail) => (
          <Mail key={mail.id} mail={mail} />
        ))}
      </div>
    </Shell>
  );
}

function Mail({ mail }: { mail: MailboxEntry }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const { language, calendar } = mail;
  return (
    <article
      className={classes.mail}
      data-testid="mail"
      data-to={mail.to.address}
      data-kind={mail.kind}
    >
      <header className={classes.head}>
        <h2 lang={language} dir={directionOf(language)}>
          {mail.subject}
        </h2>
        <p>
          {t('notices.mailbox.to')} <bdi>{mail.to.name}</bdi> <bdi>&lt;{mail.to.address}&gt;</bdi>,{' '}
          <HospitalName name={mail.to.organizationName} /> ·{' '}
          {whenFrom(t, new Date(mail.createdAt), me?.timeZone ?? 'UTC', now)}
        </p>
      </header>
      <div className={classes.text} lang={language} dir={directionOf(language)}>
        {mail.text}
      </div>
      {calendar && (
        <a
          className={classes.calendar}
          data-method={calendar.method}
          data-testid="mail-calendar"
          download="consult.ics"
          href={`data:text/calendar;charset=utf-8,${encodeURIComponent(calendar.content)}`}
        >
          <IconCalendarDown size={20} stroke={1.75} aria-hidden />
          {t(`notices.mailbox.${CALENDARS[calendar.method]}`)}
        </a>
      )}
    </article>
  );
}
