import type { Appointment } from '@silkconsult/protocol';
import { IconArrowLeft, IconDoor } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAppointment, useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { clockRange, clocksOf, longDate, whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { ConsentPanel } from '../board/ConsentPanel.tsx';
import { InterpreterSearch } from '../offers/InterpreterSearch.tsx';
import { RehearsalPanel } from '../rehearsal/RehearsalPanel.tsx';
import classes from './AppointmentPage.module.css';
import { ClockLines } from './ClockLines.tsx';
import { InvitationLink } from './InvitationLink.tsx';
import { ParticipantList } from './ParticipantList.tsx';
import { PlanActions } from './PlanActions.tsx';
import { PresenceList } from './PresenceList.tsx';
import { admissionState, isAhead, mayChange } from './people.ts';

/** Everything about one consult: who, when on every clock, what for, what happened, what can be done. */
export default function AppointmentPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const query = useAppointment(id);
  useLiveUpdates();
  return (
    <Shell>
      <Link href="/" className={classes.back}>
        <IconArrowLeft className="mirrored" size={18} stroke={1.75} aria-hidden />
        {t('app.myDay')}
      </Link>
      {query.isPending && <Skeleton height="9rem" count={3} />}
      {query.isError && !query.data && (
        <FailureNotice error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && <Consult appointment={query.data} />}
    </Shell>
  );
}

function Consult({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const mine = me ? clocksOf(me) : ['UTC'];
  const zone = mine[0] ?? 'UTC';
  const start = new Date(appointment.start);
  const state = admissionState(appointment, now);
  const alive = isAhead(appointment, now);
  return (
    <div className={classes.page}>
      <div className={classes.lead}>
        <div className={classes.marks}>
          <StatusMark status={appointment.status} />
          {appointment.specialty && <span>{t(`specialties.${appointment.specialty}`)}</span>}
          {appointment.demo && <span>{t('app.demoData')}</span>}
        </div>
        <div>
          <p className={classes.eyebrow}>{t('appointment.reason')}</p>
          <PageHeading title={t('appointment.title')}>
            <bdi>{appointment.reason}</bdi>
          </PageHeading>
        </div>
      </div>

      <div className={classes.columns}>
        <div className={classes.column}>
          <section className={classes.panel} aria-labelledby="who">
            <h2 id="who">{t('appointment.who')}</h2>
            <ParticipantList appointment={appointment} />
          </section>
          {me?.role !== 'admin' && me?.role !== 'observer' && (
            <Link href={`/appointments/${appointment.id}/transcript`} data-testid="to-transcript">
              {t('appointment.transcript')}
            </Link>
          )}
          {appointment.encounter && <PresenceList encounter={appointment.encounter} zone={zone} />}
        </div>

        <div className={classes.column}>
          <section className={classes.when} aria-labelledby="when">
            <h2 id="when" className="visuallyHidden">
              {t('appointment.when')}
            </h2>
            <p className={classes.date}>{longDate(t, start, zone)}</p>
            <p className={classes.time}>{clockRange(t, start, new Date(appointment.end), zone)}</p>
            <ClockLines appointment={appointment} mine={mine} />
            {state === 'open' && (
              <Link
                className={classes.join}
                href={`/appointments/${appointment.id}/room`}
                data-testid="join-consult"
              >
                <IconDoor size={22} stroke={1.75} aria-hidden />
                {t('appointment.join')}
              </Link>
            )}
            {state === 'early' && (
              <p className={classes.hint}>
                {t('appointment.notYet', {
                  time: whenFrom(t, new Date(appointment.admission.opensAt), zone, now),
                })}
              </p>
            )}
            {state === 'unconfirmed' && (
              <p className={classes.hint}>{t('errors.appointment_not_booked')}</p>
            )}
            {state === 'over' && <p className={classes.hint}>{t('appointment.over')}</p>}
          </section>
          {state === 'cancelled' && (
            <Notice kind="warning">
              {appointment.cancellationReason
                ? t('appointment.cancelledBecause', { reason: appointment.cancellationReason })
                : t('appointment.cancelledNotice')}
            </Notice>
          )}
          {alive && mayChange(me) && <InterpreterSearch appointment={appointment} />}
          {alive && mayChange(me) && <ConsentPanel appointmentId={appointment.id} zone={zone} />}
          {alive && mayChange(me) && <RehearsalPanel appointmentId={appointment.id} zone={zone} />}
          {alive && mayChange(me) && <InvitationLink appointment={appointment} zone={zone} />}
          {alive && mayChange(me) && <PlanActions appointment={appointment} zone={zone} />}
        </div>
      </div>
    </div>
  );
}
