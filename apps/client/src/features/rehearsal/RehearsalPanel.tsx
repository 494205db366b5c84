import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { getReadiness } from '../../api/endpoints.ts';
import { readinessKey } from '../../api/queries.ts';
import { whenFrom } from '../../time/format.ts';
import { HospitalName } from '../../ui/HospitalName.tsx';
import page from '../appointment/AppointmentPage.module.css';
import classes from './RehearsalPage.module.css';

/** On the consult's page: what the last rehearsals said, and the way to the next one. */
export function RehearsalPanel({ appointmentId, zone }: { appointmentId: string; zone: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: readinessKey(appointmentId),
    queryFn: () => getReadiness(appointmentId),
  });
  if (!query.data) return null;
  return (
    <section className={page.panel} aria-labelledby="rehearsal" data-testid="rehearsals">
      <h2 id="rehearsal">{t('rehearsal.title')}</h2>
      {query.data.rehearsals.length === 0 && <p>{t('rehearsal.none')}</p>}
      <ul className={classes.past}>
        {query.data.rehearsals.map((one) => (
          <li key={one.id} data-verdict={one.verdict}>
            <HospitalName name={one.organizationName} />:{' '}
            <strong>{t(`rehearsal.verdicts.${one.verdict}`)}</strong>{' '}
            <small>{whenFrom(t, new Date(one.at), zone, new Date())}</small>
          </li>
        ))}
      </ul>
      <Link
        href={`/appointments/${appointmentId}/rehearsal`}
        className={classes.link}
        data-testid="open-rehearsal"
      >
        {t('rehearsal.open')}
      </Link>
    </section>
  );
}
