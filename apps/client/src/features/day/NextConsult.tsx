import type { Appointment } from '@silkconsult/protocol';
import { IconArrowRight, IconDoor } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clockRange, clocksOf, dayName, duration, whenFrom } from '../../time/format.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ClockLines } from '../appointment/ClockLines.tsx';
import { admissionState, inRoomNow, nameFor, othersOf, peopleOf } from '../appointment/people.ts';
import classes from './NextConsult.module.css';

/** The one consult that matters now, larger than everything else. */
export function NextConsult({ appointment, now }: { appointment: Appointment; now: Date }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const mine = me ? clocksOf(me) : ['UTC'];
  const zone = mine[0] ?? 'UTC';
  const start = new Date(appointment.start);
  const state = admissionState(appointment, now);
  const open = state === 'open';
  const present = new Set(inRoomNow(appointment));
  const inRoom = peopleOf(appointment)
    .filter((person) => present.has(person.actor) && person.actor !== me?.personId)
    .map((person) => nameFor(person, language));
  const until = start.getTime() - now.getTime();

  return (
    <article
      className={classes.card}
      data-open={open}
      data-testid="appointment-card"
      data-appointment-id={appointment.id}
    >
      <div className={classes.when}>
        <p className={classes.state}>
          {open && <span className={classes.pulse} aria-hidden />}
          {open ? t('day.openNow') : t('day.next')}
          {' · '}
          {dayName(t, start, zone, now)}
        </p>
        <p className={classes.time}>{clockRange(t, start, new Date(appointment.end), zone)}</p>
        <ClockLines appointment={appointment} mine={mine} />
        <p className={classes.relative}>
          {until > 0
            ? t('time.startsIn', { duration: duration(t, until) })
            : t('time.startedAgo', { duration: duration(t, until) })}
        </p>
      </div>
      <div className={classes.what}>
        <h2 className={classes.reason}>
          <bdi>{appointment.reason}</bdi>
        </h2>
        <ul className={classes.people}>
          {othersOf(appointment, me).map((person) => (
            <li key={person.actor}>
              <Avatar name={person.name} role={person.role} size="sm" />
              <span>
                <bdi>{nameFor(person, language)}</bdi>
                <small>
                  {t(`roles.${person.role}`)}
                  {person.language && ` · ${t(`languages.${person.language}`)}`}
                </small>
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.actions}>
        {inRoom.length > 0 && (
          <p className={classes.inRoom}>{t('day.inRoom', { names: inRoom.join(', ') })}</p>
        )}
        {open ? (
          <Link
            className={classes.join}
            href={`/appointments/${appointment.id}/room`}
            data-testid="join-consult"
          >
            <IconDoor size={22} stroke={1.75} aria-hidden />
            {t('day.join')}
          </Link>
        ) : (
          <p className={classes.opens}>
            {state === 'unconfirmed' && `${t('status.pending')}. `}
            {t('day.opensAt', {
              time: whenFrom(t, new Date(appointment.admission.opensAt), zone, now),
            })}
          </p>
        )}
        <Link
          className={classes.details}
          href={`/appointments/${appointment.id}`}
          data-testid="open-appointment"
        >
          {t('day.details')}
          <IconArrowRight className="mirrored" size={18} stroke={1.75} aria-hidden />
        </Link>
      </div>
    </article>
  );
}
