import type { ServiceRequest } from '@silkconsult/protocol';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { nameFor } from '../appointment/people.ts';
import { Deadline } from './Deadline.tsx';
import { Marks } from './Marks.tsx';
import { patientName } from './names.ts';
import classes from './RequestsPage.module.css';

/** One request in a list: what it is about, who has it, and until when. */
export function RequestCard({ request }: { request: ServiceRequest }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { patient, specialty, waitingFor, requestingOrganization } = request;
  const title = request.question.trim() || t('requests.untitled');
  return (
    <li
      className={classes.card}
      data-testid="request-card"
      data-request-id={request.id}
      data-stage={request.stage}
    >
      <div className={classes.what}>
        <Marks request={request} />
        <p className={classes.title}>
          <bdi>{title}</bdi>
        </p>
        <p className={classes.facts}>
          {specialty && <span>{t(`specialties.${specialty}`)}</span>}
          {patient && (
            <span>
              <bdi>{patientName(patient, language)}</bdi>
            </span>
          )}
          <span>
            <HospitalName name={requestingOrganization.name} />
          </span>
        </p>
      </div>
      <div className={classes.who}>
        {waitingFor && request.stage !== 'draft' && (
          <p className={classes.holder}>
            {t('requests.with')}{' '}
            {waitingFor.person ? (
              <bdi>{nameFor(waitingFor.person, language)}</bdi>
            ) : (
              <HospitalName name={waitingFor.organizationName} />
            )}
          </p>
        )}
        {request.respondBy && <Deadline by={request.respondBy} />}
      </div>
      <Link
        className={classes.open}
        href={`/requests/${request.id}`}
        data-testid="open-request"
        aria-label={`${t('requests.open')}: ${title}`}
      >
        <IconChevronRight className="mirrored" size={22} stroke={1.75} aria-hidden />
      </Link>
    </li>
  );
}
