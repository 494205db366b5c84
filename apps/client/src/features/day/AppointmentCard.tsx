import type { Appointment } from '@silkconsult/protocol';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock, clocksOf } from '../../time/format.ts';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ClockLines } from '../appointment/ClockLines.tsx';
import { admissionState, nameFor, othersOf } from '../appointment/people.ts';
import classes from './AppointmentCard.module.css';

export function AppointmentCard({ appointment, now }: { appointment: Appointment; now: Date }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const mine = me ? clocksOf(me) : ['UTC'];
  const open = admissionState(appointment, now) === 'open';
  return (
    <li
      className={classes.card}
      data-testid="appointment-card"
      data-appointment-id={appointment.id}
      data-status={appointment.status}
    >
      <div className={classes.time}>{clock(new Date(appointment.start), mine[0] ?? 'UTC')}</div>
      <div className={classes.clocks}>
        <ClockLines appointment={appointment} mine={mine} compact />
      </div>
      <div className={classes.what}>
        <p className={classes.reason}>
          <bdi>{appointment.reason}</bdi>
        </p>
        <p className={classes.people}>
          {othersOf(appointment, me).map((person) => (
            <span key={person.actor}>
              <bdi>{nameFor(person, language)}</bdi> ({t(`roles.${person.role}`)})
            </span>
          ))}
        </p>
      </div>
      <div className={classes.end}>
        <StatusMark status={appointment.status} />
        {open && (
          <Link
            className={classes.join}
            href={`/appointments/${appointment.id}/room`}
            data-testid="join-consult"
          >
            {t('day.join')}
          </Link>
        )}
        <Link
          className={classes.details}
          href={`/appointments/${appointment.id}`}
          data-testid="open-appointment"
          aria-label={`${t('day.details')}: ${appointment.reason}`}
        >
          <IconChevronRight className="mirrored" size={22} stroke={1.75} aria-hidden />
        </Link>
      </div>
    </li>
  );
}
