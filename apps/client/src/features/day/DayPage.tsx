import { Button } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import { IconCalendarCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect } from 'wouter';
import { useAppointments, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { clock, clocksOf, dayKey, dayName, longDate, offset, zoneName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { instantOf } from '../../time/zones.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { admissionState, isAhead } from '../appointment/people.ts';
import { AppointmentCard } from './AppointmentCard.tsx';
import classes from './DayPage.module.css';
import { NextConsult } from './NextConsult.tsx';

/** Today, and a week ahead. */
const DAYS_AHEAD = 8;

/** What a clinician opens in the morning: what is on, when on every clock, and one click into the room. */
export default function DayPage() {
  const me = useMe();
  const now = useNow();
  useLiveUpdates();
  const zone = me?.timeZone ?? 'UTC';
  const today = dayKey(now, zone);
  const dayStart = useMemo(() => instantOf(`${today}T00:00`, zone) ?? new Date(), [today, zone]);
  const query = useAppointments(dayStart, new Date(dayStart.getTime() + DAYS_AHEAD * 86_400_000));
  const { t } = useTranslation();
  if (me?.appointmentId) return <Redirect to={`/appointments/${me.appointmentId}`} replace />;

  return (
    <Shell>
      <header className={classes.header}>
        <div>
          <p className={classes.eyebrow}>{t('day.title')}</p>
          <PageHeading title={t('day.title')}>{longDate(t, now, zone)}</PageHeading>
        </div>
        {me && <Clocks now={now} zones={clocksOf(me)} />}
      </header>
      {query.isPending && <Skeleton height="7rem" count={4} />}
      {query.isError && (
        <FailureNotice
          title={t('day.loadFailed')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && <Agenda appointments={query.data} now={now} zone={zone} />}
    </Shell>
  );
}

function Clocks({ now, zones }: { now: Date; zones: string[] }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.clocks} aria-label={t('day.nowOnYourClock')}>
      {zones.map((zone) => (
        <div key={zone} className={classes.clock}>
          <dt>
            {zoneName(t, zone)} <span>{offset(now, zone)}</span>
          </dt>
          <dd>{clock(now, zone)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface AgendaProps {
  appointments: Appointment[];
  now: Date;
  zone: string;
}

function Agenda({ appointments, now, zone }: AgendaProps) {
  const { t } = useTranslation();
  const sorted = [...appointments].sort((a, b) => a.start.localeCompare(b.start));
  const live = sorted.filter((one) => isAhead(one, now));
  const today = dayKey(now, zone);
  const isToday = (one: Appointment) => dayKey(new Date(one.start), zone) === today;
  const hero = live.find((one) => admissionState(one, now) === 'open') ?? live[0];
  const rest = sorted.filter((one) => one !== hero);
  const past = rest.filter((one) => isToday(one) && !live.includes(one));
  const todays = rest.filter((one) => isToday(one) && live.includes(one));
  const days = Map.groupBy(
    rest.filter((one) => !isToday(one) && new Date(one.start) > now),
    (one) => dayKey(new Date(one.start), zone),
  );

  if (sorted.length === 0) return <Empty />;
  return (
    <div className={classes.agenda}>
      {!(hero && isToday(hero)) && <NothingToday next={hero} now={now} zone={zone} />}
      {hero && <NextConsult appointment={hero} now={now} />}
      {todays.length > 0 && (
        <Section title={t('day.today')}>
          {todays.map((one) => (
            <AppointmentCard key={one.id} appointment={one} now={now} />
          ))}
        </Section>
      )}
      {[...days].map(([key, list]) => (
        <Section key={key} title={dayName(t, new Date(list[0]?.start ?? now), zone, now)}>
          {list.map((one) => (
            <AppointmentCard key={one.id} appointment={one} now={now} />
          ))}
        </Section>
      ))}
      {past.length > 0 && (
        <Section title={t('day.past')}>
          {past.map((one) => (
            <AppointmentCard key={one.id} appointment={one} now={now} />
          ))}
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      <ul className={classes.list}>{children}</ul>
    </section>
  );
}

interface NothingTodayProps {
  next: Appointment | undefined;
  now: Date;
  zone: string;
}

function NothingToday({ next, now, zone }: NothingTodayProps) {
  const { t } = useTranslation();
  return (
    <p className={classes.nothing}>
      <strong>{t('day.emptyToday')}.</strong>{' '}
      {next &&
        t('day.emptyTodayText', {
          date: dayName(t, new Date(next.start), zone, now),
          time: clock(new Date(next.start), zone),
        })}
    </p>
  );
}

function Empty() {
  const { t } = useTranslation();
  return (
    <div className={classes.empty}>
      <IconCalendarCheck size={44} stroke={1.25} aria-hidden />
      <h2>{t('day.emptyWeek')}</h2>
      <p>{t('day.emptyWeekText')}</p>
      <Button variant="default" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </div>
  );
}
