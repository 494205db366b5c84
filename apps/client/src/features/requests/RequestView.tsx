import { Button } from '@mantine/core';
import type { ServiceRequest } from '@silkconsult/protocol';
import { IconCalendarEvent, IconCalendarSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { longDate, rangeWithZone, whenFrom } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { nameFor } from '../appointment/people.ts';
import { Deadline } from './Deadline.tsx';
import { Marks } from './Marks.tsx';
import { PageList } from './PageList.tsx';
import { Names } from './PatientNames.tsx';
import { useStep } from './queries.ts';
import classes from './RequestView.module.css';
import { Thread } from './Thread.tsx';
import { TriagePanel } from './TriagePanel.tsx';

/** Everything about one request that was sent. */
export function RequestView({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const { declineReason, appointmentId, specialty } = request;
  return (
    <div className={page.page}>
      <div className={page.lead}>
        <div className={page.marks}>
          <Marks request={request} />
          {specialty && <span>{t(`specialties.${specialty}`)}</span>}
          {request.demo && <span>{t('app.demoData')}</span>}
        </div>
        <div>
          <p className={page.eyebrow}>{t('requests.form.question')}</p>
          <PageHeading title={t('requests.title')}>
            <bdi>{request.question}</bdi>
          </PageHeading>
        </div>
      </div>
      <div className={page.columns}>
        <div className={page.column}>
          <Facts request={request} />
          <Thread request={request} />
          <PageList pages={request.pages} />
        </div>
        <div className={page.column}>
          <Holder request={request} />
          {declineReason && (
            <Notice kind="warning" title={t('requests.stage.declined')}>
              <bdi>{declineReason}</bdi>
            </Notice>
          )}
          {appointmentId && (
            <Link href={`/appointments/${appointmentId}`} className={page.join}>
              <IconCalendarEvent size={20} stroke={1.75} aria-hidden />
              {t('requests.toConsult')}
            </Link>
          )}
          {request.stage === 'accepted' && request.actions.includes('assign') && (
            <Link
              href={`/find-time?request=${request.id}`}
              className={page.join}
              data-testid="find-time"
            >
              <IconCalendarSearch size={20} stroke={1.75} aria-hidden />
              {t('app.finder')}
            </Link>
          )}
          <TriagePanel request={request} />
          <CallOff request={request} />
        </div>
      </div>
    </div>
  );
}

/** Who has the request, and until when: never a question that the referrer has to ask. */
function Holder({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const { waitingFor, respondBy, specialists, stage, consultAt } = request;
  const mine = me?.timeZone ?? 'UTC';
  const theirs = [request.requestingOrganization.timeZone, request.performer?.timeZone ?? mine];
  const zones = [...new Set([mine, ...theirs])];
  return (
    <section className={page.when} aria-labelledby="holder" data-testid="holder">
      <h2 id="holder" className={classes.eyebrow}>
        {t(waitingFor ? 'requests.with' : 'requests.state')}
      </h2>
      {waitingFor ? (
        <>
          <p className={classes.holder}>
            {waitingFor.person ? (
              <bdi>{nameFor(waitingFor.person, language)}</bdi>
            ) : (
              <HospitalName name={waitingFor.organizationName} />
            )}
          </p>
          {waitingFor.person && (
            <p className={classes.small}>
              <HospitalName name={waitingFor.organizationName} />
            </p>
          )}
          <p className={classes.small}>{t(`requests.next.${stage}`)}</p>
          {respondBy && <Deadline by={respondBy} long />}
        </>
      ) : (
        <p className={classes.holder}>{t(`requests.next.${stage}`)}</p>
      )}
      {stage === 'booked' && consultAt && (
        <div>
          <h3 className={classes.eyebrow}>{t('requests.consultAt')}</h3>
          {zones.map((zone) => (
            <p key={zone} className={classes.small}>
              {longDate(t, new Date(consultAt.start), zone)},{' '}
              {rangeWithZone(t, new Date(consultAt.start), new Date(consultAt.end), zone)}
            </p>
          ))}
        </div>
      )}
      {specialists.length > 0 && (
        <div className={classes.specialists}>
          <h3 className={classes.eyebrow}>{t('requests.specialists')}</h3>
          <ul>
            {specialists.map((one) => (
              <li key={one.id}>
                <bdi>{nameFor(one, language)}</bdi>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Facts({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const me = useMe();
  const { language } = useLanguage();
  const { patient, requester, requestingOrganization, performer } = request;
  const { patientLanguage, doctorLanguage, authoredAt } = request;
  const zone = me?.timeZone ?? 'UTC';
  const theirs = [requestingOrganization.timeZone, performer?.timeZone].filter(
    (other) => other !== undefined && other !== zone,
  );
  return (
    <section className={page.panel} aria-label={t('requests.title')}>
      {request.summary && (
        <p className={classes.summary} dir="auto">
          {request.summary}
        </p>
      )}
      <dl className={classes.facts}>
        {patient && (
          <div>
            <dt>{t('requests.form.patient')}</dt>
            <dd>
              <Names patient={patient} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('requests.askedBy')}</dt>
          <dd>
            <bdi>{nameFor(requester, language)}</bdi>,{' '}
            <HospitalName name={requestingOrganization.name} />
          </dd>
        </div>
        {performer && (
          <div>
            <dt>{t('requests.askedOf')}</dt>
            <dd>
              <bdi>{performer.name}</bdi>
            </dd>
          </div>
        )}
        {authoredAt && (
          <div>
            <dt>{t('requests.sentAt')}</dt>
            <dd>{whenFrom(t, new Date(authoredAt), zone, new Date())}</dd>
          </div>
        )}
        {patientLanguage && doctorLanguage && (
          <div>
            <dt>{t('requests.languages')}</dt>
            <dd>
              {t('requests.languagesText', {
                patient: t(`languages.${patientLanguage}`),
                doctor: t(`languages.${doctorLanguage}`),
              })}
            </dd>
          </div>
        )}
        {request.preferredWindows.length > 0 && (
          <div>
            <dt>{t('requests.form.windows')}</dt>
            {request.preferredWindows.map(({ start, end }) => (
              <dd key={start}>
                {longDate(t, new Date(start), zone)},{' '}
                {rangeWithZone(t, new Date(start), new Date(end), zone)}
                {theirs.map((other) => (
                  <span key={other} className={classes.clock}>
                    {rangeWithZone(t, new Date(start), new Date(end), other ?? 'UTC')}
                  </span>
                ))}
              </dd>
            ))}
          </div>
        )}
        <div>
          <dt>{t('requests.form.contact')}</dt>
          <dd>
            <bdi>{request.contact}</bdi>
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The asking side may call its request off as long as no consult is booked. */
function CallOff({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const step = useStep(request);
  if (!request.actions.includes('revoke')) return null;
  return (
    <div>
      {step.isError && <FailureNotice error={step.error} />}
      <Button
        variant="subtle"
        color="danger"
        loading={step.isPending}
        onClick={() => step.mutate({ action: 'revoke' })}
      >
        {t('requests.callOff')}
      </Button>
    </div>
  );
}
