import { Button, NativeSelect } from '@mantine/core';
import type { Appointment } from '@silkconsult/protocol';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHospitalName } from '../../api/hospitals.ts';
import { useAppointments, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clocksOf, dayKey, dayName, longDate, offset, zoneName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { instantOf } from '../../time/zones.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useWideScreen } from '../../ui/useWideScreen.ts';
import { nameFor } from '../appointment/people.ts';
import { AppointmentCard } from '../day/AppointmentCard.tsx';
import classes from './CalendarPage.module.css';
import { matches, organizationsIn, peopleIn } from './filter.ts';
import { mondayOf, weeksFrom } from './week.ts';

const WeekGrid = lazy(() => import('./WeekGrid.tsx'));

const EVERYBODY = { organization: '', person: '' };

/** The week of a person or of a hospital, as far as the reader may see it. */
export default function CalendarPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const now = useNow();
  useLiveUpdates();
  const zone = me?.timeZone ?? 'UTC';
  const today = mondayOf(now, zone);
  const [monday, setMonday] = useState(today);
  const [filter, setFilter] = useState(EVERYBODY);
  const hospitalName = useHospitalName();
  const start = instantOf(`${monday}T00:00`, zone) ?? now;
  const end = instantOf(`${weeksFrom(monday, 1)}T00:00`, zone) ?? now;
  const query = useAppointments(start, end);
  const all = query.data ?? [];
  const shown = all.filter((one) => matches(one, filter));
  const hospitals = organizationsIn(all, hospitalName);
  const people = peopleIn(all, filter.organization, (person) => nameFor(person, language));
  const lastDay = new Date(end.getTime() - 1);
  return (
    <Shell>
      <header className={classes.header}>
        <div>
          <PageHeading title={t('calendar.title')} />
          <p className={classes.week}>
            {t('time.range', { start: longDate(t, start, zone), end: longDate(t, lastDay, zone) })}
          </p>
          <p className={classes.zones}>
            {me &&
              clocksOf(me)
                .map((one) => `${zoneName(t, one)} ${offset(start, one)}`)
                .join(' · ')}
          </p>
        </div>
        <div className={classes.move}>
          <Button
            variant="default"
            aria-label={t('calendar.previousWeek')}
            onClick={() => setMonday(weeksFrom(monday, -1))}
          >
            <IconChevronLeft className="mirrored" size={20} aria-hidden />
          </Button>
          <Button variant="default" disabled={monday === today} onClick={() => setMonday(today)}>
            {t('calendar.thisWeek')}
          </Button>
          <Button
            variant="default"
            aria-label={t('calendar.nextWeek')}
            onClick={() => setMonday(weeksFrom(monday, 1))}
            data-testid="next-week"
          >
            <IconChevronRight className="mirrored" size={20} aria-hidden />
          </Button>
        </div>
      </header>
      <div className={classes.filters}>
        <NativeSelect
          label={t('calendar.hospital')}
          data-testid="calendar-hospital"
          data={[{ value: '', label: t('calendar.allHospitals') }, ...hospitals]}
          value={filter.organization}
          onChange={(event) => setFilter({ organization: event.currentTarget.value, person: '' })}
        />
        <NativeSelect
          label={t('calendar.person')}
          data-testid="calendar-person"
          data={[{ value: '', label: t('calendar.everybody') }, ...people]}
          value={filter.person}
          onChange={(event) => setFilter({ ...filter, person: event.currentTarget.value })}
        />
      </div>
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height="30rem" count={1} />}
      {query.data && (
        <Week
          appointments={shown}
          monday={monday}
          zone={zone}
          secondZone={me?.secondTimeZone}
          now={now}
        />
      )}
    </Shell>
  );
}

interface WeekProps {
  appointments: Appointment[];
  monday: string;
  zone: string;
  secondZone?: string;
  now: Date;
}

/** Columns where there is room for seven, else a list of the days that hold something. */
function Week(props: WeekProps) {
  const { t } = useTranslation();
  const wide = useWideScreen();
  const { appointments, zone, now } = props;
  if (wide)
    return (
      <Suspense fallback={<Skeleton height="30rem" count={1} />}>
        <WeekGrid {...props} />
      </Suspense>
    );
  if (appointments.length === 0) return <p className={classes.nothing}>{t('calendar.nothing')}</p>;
  const days = Map.groupBy(
    [...appointments].sort((a, b) => a.start.localeCompare(b.start)),
    ({ start }) => dayKey(new Date(start), zone),
  );
  return [...days].map(([key, list]) => (
    <section key={key} className={classes.day}>
      <h2>{dayName(t, new Date(list[0]?.start ?? now), zone, now)}</h2>
      <ul>
        {list.map((one) => (
          <AppointmentCard key={one.id} appointment={one} now={now} />
        ))}
      </ul>
    </section>
  ));
}
