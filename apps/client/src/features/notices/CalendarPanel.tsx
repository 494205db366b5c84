import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createCalendarFeed, listCalendarFeeds, revokeCalendarFeed } from '../../api/notices.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './NoticesPage.module.css';

const FEEDS_KEY = ['calendar-feeds'] as const;

/** An address for the person's own calendar program, shown once, revoked with a click. */
export function CalendarPanel({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const client = useQueryClient();
  const feeds = useQuery({ queryKey: FEEDS_KEY, queryFn: listCalendarFeeds });
  const onSuccess = () => client.invalidateQueries({ queryKey: FEEDS_KEY });
  const create = useMutation({ mutationFn: createCalendarFeed, onSuccess });
  const revoke = useMutation({
    mutationFn: async (id: string) => {
      await revokeCalendarFeed(id);
      if (create.data?.id === id) create.reset();
    },
    onSuccess,
  });
  const when = (instant: string) => whenFrom(t, new Date(instant), zone, now);
  return (
    <section className={classes.panel} aria-labelledby="calendar">
      <h2 id="calendar">{t('notices.calendar.title')}</h2>
      <p>{t('notices.calendar.text')}</p>
      {create.data && (
        <TextInput
          readOnly
          dir="ltr"
          className={classes.wide}
          label={t('notices.calendar.address')}
          description={t('notices.calendar.once')}
          value={create.data.url}
          data-testid="calendar-address"
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {(create.isError || revoke.isError) && <FailureNotice error={create.error ?? revoke.error} />}
      <Button
        variant="default"
        loading={create.isPending}
        onClick={() => create.mutate()}
        data-testid="create-calendar"
      >
        {t('notices.calendar.create')}
      </Button>
      <ul className={classes.list}>
        {feeds.data?.map((feed) => (
          <li key={feed.id} className={classes.item}>
            <div className={classes.itemText}>
              <span>{t('notices.calendar.made', { time: when(feed.createdAt) })}</span>
              <span className={classes.faint}>
                {feed.readAt
                  ? t('notices.calendar.read', { time: when(feed.readAt) })
                  : t('notices.calendar.neverRead')}
              </span>
            </div>
            <Button
              variant="default"
              size="sm"
              loading={revoke.isPending && revoke.variables === feed.id}
              onClick={() => revoke.mutate(feed.id)}
              data-testid="revoke-calendar"
            >
              {t('notices.calendar.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
