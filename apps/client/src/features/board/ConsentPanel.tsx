import { Button } from '@mantine/core';
import type { BoardPerson, BoardRow, ConsentStatus } from '@silkconsult/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { getReadiness, recordConsent } from '../../api/endpoints.ts';
import { readinessKey } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { whenFrom } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { nameFor } from '../appointment/people.ts';
import classes from './ConsentPanel.module.css';

const STATUSES: ConsentStatus[] = ['asked', 'given', 'refused'];

/** What each patient said about the consult, and for who sits with them the way to write it down. */
export function ConsentPanel({ appointmentId, zone }: { appointmentId: string; zone: string }) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: readinessKey(appointmentId),
    queryFn: () => getReadiness(appointmentId),
  });
  const patients = query.data?.people.filter(({ role }) => role === 'patient') ?? [];
  if (!query.data || patients.length === 0) return null;
  return (
    <section className={classes.panel} aria-labelledby="consent" data-testid="consent">
      <h2 id="consent">{t('board.consent.title')}</h2>
      {patients.map((patient) => (
        <PatientConsent key={patient.actor} patient={patient} row={query.data} zone={zone} />
      ))}
    </section>
  );
}

interface PatientConsentProps {
  patient: BoardPerson;
  row: BoardRow;
  zone: string;
}

function PatientConsent({ patient, row, zone }: PatientConsentProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const client = useQueryClient();
  const consent = row.consents.find((one) => one.patient === patient.actor);
  const record = useMutation({
    mutationFn: (status: ConsentStatus) =>
      recordConsent(row.appointmentId, { patient: patient.actor, status }),
    onSuccess: () => client.invalidateQueries({ queryKey: readinessKey(row.appointmentId) }),
  });
  const refers = row.people.some((one) => one.role === 'referrer' && one.actor === me?.personId);
  const coordinates = me?.role === 'coordinator' && me.organizationId === row.hospital.id;
  return (
    <div className={classes.patient}>
      <p data-testid="consent-status" data-status={consent?.status ?? 'none'}>
        <bdi>{nameFor(patient, language)}</bdi>:{' '}
        <strong>{t(`board.consent.${consent?.status ?? 'none'}`)}</strong>
      </p>
      {consent && (
        <p className={classes.by}>
          <bdi>{consent.recordedBy}</bdi>, {whenFrom(t, new Date(consent.at), zone, new Date())}
        </p>
      )}
      {(refers || coordinates) && (
        <div className={classes.buttons}>
          {STATUSES.filter((status) => status !== consent?.status).map((status) => (
            <Button
              key={status}
              size="sm"
              variant={status === 'given' ? 'filled' : 'default'}
              loading={record.isPending && record.variables === status}
              disabled={record.isPending}
              onClick={() => record.mutate(status)}
              data-testid={`consent-${status}`}
            >
              {t(`board.consent.record.${status}`)}
            </Button>
          ))}
        </div>
      )}
      {record.isError && <FailureNotice error={record.error} />}
    </div>
  );
}
