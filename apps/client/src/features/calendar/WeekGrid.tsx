import FullCalendar, { type EventDisplayInfo } from '@fullcalendar/react';
import classic from '@fullcalendar/react/themes/classic';
import timeGrid from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import '@fullcalendar/react/themes/classic/palette.css';
import type { Appointment } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock } from '../../time/format.ts';
import { instantOf } from '../../time/zones.ts';
import { nameFor, patientOf, peopleOf } from '../appointment/people.ts';
import classes from './WeekGrid.module.css';
import { asDrawn, hoursOf } from './week.ts';

interface WeekGridProps {
  appointments: Appointment[];
  /** '2026-11-23' */
  monday: string;
  zone: string;
  /** Another clock that the reader goes by, shown beside the first. */
  secondZone?: string;
  now: Date;
}

/** A week as columns of days, on the reader's clock. */
export default function WeekGrid({ appointments, monday, zone, secondZone, now }: WeekGridProps) {
  const { t } = useTranslation();
  const { dir, language } = useLanguage();
  const [, navigate] = useLocation();
  const midnight = instantOf(`${monday}T00:00`, zone);
  const hours = hoursOf(
    appointments.map(({ start, end }) => ({ start: new Date(start), end: new Date(end) })),
    zone,
  );
  return (
    <div className={classes.grid} data-testid="week-grid">
      <FullCalendar
        // The library keeps the day that it began with; another week is another calendar.
        key={`${monday} ${hours.from} ${hours.to}`}
        plugins={[timeGrid, classic]}
        initialView="timeGridWeek"
        initialDate={monday}
        timeZone="UTC"
        now={asDrawn(now, zone)}
        nowIndicator
        direction={dir}
        // What only screen readers are told, as far as the browser knows the language.
        locale={language}
        timedText={t('calendar.title')}
        firstDay={1}
        headerToolbar={false}
        allDaySlot={false}
        slotMinTime={hours.from}
        slotMaxTime={hours.to}
        slotEventOverlap={false}
        height="auto"
        dayHeaderContent={({ date }) => (
          <span className={classes.day}>
            <span>{t(`time.weekdays.${date.getUTCDay() || 7}`)}</span>
            <strong>{date.getUTCDate()}</strong>
          </span>
        )}
        slotHeaderContent={({ time }) => {
          const since = time?.milliseconds ?? 0;
          return (
            <span className={classes.hour}>
              {clock(new Date(since), 'UTC')}
              {secondZone && midnight && (
                <small>{clock(new Date(midnight.getTime() + since), secondZone)}</small>
              )}
            </span>
          );
        }}
        events={appointments.map((appointment) => ({
          id: appointment.id,
          title: appointment.reason,
          start: asDrawn(new Date(appointment.start), zone),
          end: asDrawn(new Date(appointment.end), zone),
          url: `/appointments/${appointment.id}`,
          extendedProps: { appointment },
        }))}
        slotLaneClass={classes.lane}
        eventClass={classes.event}
        columnEventInnerClass={classes.inner}
        eventContent={(info) => <Consult info={info} zone={zone} />}
        eventClick={({ jsEvent, event }) => {
          jsEvent.preventDefault();
          navigate(event.url);
        }}
      />
    </div>
  );
}

function Consult({ info, zone }: { info: EventDisplayInfo; zone: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const appointment = info.event.extendedProps.appointment as Appointment;
  const names = peopleOf(appointment)
    .filter((person) => person !== patientOf(appointment))
    .map((person) => nameFor(person, language));
  return (
    <span className={classes.consult} data-status={appointment.status}>
      <span className={classes.first}>
        <strong>{clock(new Date(appointment.start), zone)}</strong> <bdi>{appointment.reason}</bdi>
      </span>
      <bdi className={classes.names}>{names.join(' · ')}</bdi>
      <span className="visuallyHidden">{t(`status.${appointment.status}`)}</span>
    </span>
  );
}
