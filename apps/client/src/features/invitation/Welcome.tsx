import { Button } from '@mantine/core';
import type { Appointment, Me } from '@silkconsult/protocol';
import { IconCamera, IconDoorEnter, IconMessages } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppointment, useLiveUpdates } from '../../api/queries.ts';
import { withTexts } from '../../i18n/index.ts';
import { isolated } from '../../i18n/isolated.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clockRange, longDate, offset, whenFrom, zoneName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { admissionState, nameFor, othersOf } from '../appointment/people.ts';
import classes from './Welcome.module.css';

/** Nothing of the transcript is loaded before there can be one. */
const OpenTranscript = lazy(() =>
  withTexts(() => import('../transcript/OpenTranscript.tsx'), 'transcript'),
);

const REFUSED = {
  cancelled: 'appointment_cancelled',
  unconfirmed: 'appointment_not_booked',
  over: 'too_late',
} as const;

interface WelcomeProps {
  me: Me;
  appointment: Appointment;
  onStart(): void;
  /** To what was kept of the consult. */
  onRead(): void;
}

/** Who the patient will meet, when on the patient's own clock, and what happens next. */
export function Welcome({ me, appointment: opened, onStart, onRead }: WelcomeProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const now = useNow();
  const appointment = useAppointment(opened.id, opened).data ?? opened;
  useLiveUpdates();
  const zone = me.timeZone;
  const start = new Date(appointment.start);
  const state = admissionState(appointment, now);
  return (
    <div className={classes.page}>
      <div>
        <PageHeading title={t('invitation.title')}>
          {t('invitation.hello', { name: isolated(me.name) })}
        </PageHeading>
        <p className={classes.lead}>{t('invitation.lead')}</p>
      </div>

      <section className={classes.when} aria-label={t('invitation.when')}>
        <p className={classes.date}>{longDate(t, start, zone)}</p>
        <p className={classes.time}>{clockRange(t, start, new Date(appointment.end), zone)}</p>
        <p className={classes.zone}>
          {zoneName(t, zone)} ({offset(start, zone)})
        </p>
      </section>

      <section className={classes.section} aria-labelledby="meet">
        <h2 id="meet">{t('invitation.youWillMeet')}</h2>
        <ul className={classes.people}>
          {othersOf(appointment, me).map((person) => (
            <li key={person.actor}>
              <Avatar name={person.name} role={person.role} />
              <div>
                <p className={classes.name}>
                  <bdi>{nameFor(person, language)}</bdi>
                </p>
                <p className={classes.details}>
                  {t(`roles.${person.role}`)}
                  {person.organizationName && (
                    <>
                      {' · '}
                      <bdi>{person.organizationName}</bdi>
                    </>
                  )}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </section>

      {state === 'open' || state === 'early' ? (
        <div className={classes.start}>
          <Button size="lg" onClick={onStart} data-testid="join-consult" fullWidth>
            {t('invitation.start')}
          </Button>
          {state === 'early' && (
            <p className={classes.details}>
              {t('invitation.tooEarly', {
                time: whenFrom(t, new Date(appointment.admission.opensAt), zone, now),
              })}{' '}
              {t('invitation.checkNow')}
            </p>
          )}
        </div>
      ) : (
        <Notice kind="warning">{t(`errors.${REFUSED[state]}`)}</Notice>
      )}

      {appointment.encounter && (
        <Suspense fallback={null}>
          <OpenTranscript onOpen={onRead} />
        </Suspense>
      )}

      <section className={classes.section} aria-labelledby="steps">
        <h2 id="steps">{t('invitation.steps.title')}</h2>
        <ol className={classes.steps}>
          <li>
            <IconCamera size={24} stroke={1.5} aria-hidden />
            {t('invitation.steps.check')}
          </li>
          <li>
            <IconDoorEnter size={24} stroke={1.5} aria-hidden />
            {t('invitation.steps.wait')}
          </li>
          <li>
            <IconMessages size={24} stroke={1.5} aria-hidden />
            {t('invitation.steps.talk')}
          </li>
        </ol>
        <p className={classes.details}>{t('invitation.privacy')}</p>
      </section>
    </div>
  );
}
