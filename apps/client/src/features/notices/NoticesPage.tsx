import { Button } from '@mantine/core';
import type { Me, NoticeSettings } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { getNoticeSettings, listNotices, markNoticesRead } from '../../api/notices.ts';
import { NOTICES_KEY, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CalendarPanel } from './CalendarPanel.tsx';
import { ChannelsPanel, SETTINGS_KEY } from './ChannelsPanel.tsx';
import { DevicePanel } from './DevicePanel.tsx';
import classes from './NoticesPage.module.css';

/** What a person was told, and how they want to be told. */
export default function NoticesPage() {
  const { t } = useTranslation();
  const me = useMe();
  useLiveUpdates();
  const settings = useQuery({ queryKey: SETTINGS_KEY, queryFn: getNoticeSettings });
  return (
    <Shell>
      <PageHeading title={t('notices.title')} />
      <p className={classes.lead}>{t('notices.lead')}</p>
      {me && settings.data && <OtherPages me={me} settings={settings.data} />}
      <div className={classes.columns}>
        <div className={classes.column}>
          <Told zone={me?.timeZone ?? 'UTC'} />
        </div>
        <div className={classes.column}>
          {settings.isPending && <Skeleton height="10rem" count={2} />}
          {settings.isError && (
            <FailureNotice error={settings.error} onRetry={() => void settings.refetch()} />
          )}
          {settings.data && <ChannelsPanel settings={settings.data} />}
          {settings.data && <DevicePanel pushKey={settings.data.pushKey} />}
          <CalendarPanel zone={me?.timeZone ?? 'UTC'} />
        </div>
      </div>
    </Shell>
  );
}

function OtherPages({ me, settings }: { me: Me; settings: NoticeSettings }) {
  const { t } = useTranslation();
  const coordinates = me.role === 'coordinator' || me.role === 'admin';
  return (
    <nav className={classes.links} aria-label={t('notices.more')}>
      {coordinates && (
        <Link href="/notices/undelivered" data-testid="to-undelivered">
          {t('notices.undelivered.title')}
        </Link>
      )}
      {settings.available.mailbox && (
        <Link href="/notices/mailbox" data-testid="to-mailbox">
          {t('notices.mailbox.title')}
        </Link>
      )}
    </nav>
  );
}

function Told({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const client = useQueryClient();
  const notices = useQuery({
    queryKey: NOTICES_KEY,
    queryFn: listNotices,
    // Bookings are told of a moment after their live event.
    refetchInterval: 15_000,
  });
  const read = useMutation({
    mutationFn: markNoticesRead,
    onSuccess: () => client.invalidateQueries({ queryKey: NOTICES_KEY }),
  });
  return (
    <section className={classes.panel} aria-labelledby="told">
      <h2 id="told">{t('notices.told.title')}</h2>
      {notices.isPending && <Skeleton height="3rem" count={4} />}
      {notices.isError && (
        <FailureNotice error={notices.error} onRetry={() => void notices.refetch()} />
      )}
      {notices.data?.length === 0 && <p>{t('notices.told.empty')}</p>}
      {notices.data?.some(({ readAt }) => !readAt) && (
        <Button variant="default" loading={read.isPending} onClick={() => read.mutate()}>
          {t('notices.told.markRead')}
        </Button>
      )}
      <ul className={classes.list} data-testid="told">
        {notices.data?.map((notice) => (
          <li key={notice.id} className={classes.item}>
            <div className={classes.itemText}>
              <Link href={notice.path} lang={notice.language} dir="auto">
                {notice.title}
              </Link>
              <span className={classes.faint}>
                {whenFrom(t, new Date(notice.createdAt), zone, now)}
              </span>
            </div>
            {notice.resolvedAt && (
              <span className={classes.faint}>{t('notices.told.resolved')}</span>
            )}
            {!notice.readAt && !notice.resolvedAt && (
              <span className={classes.fresh}>{t('notices.told.new')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
