import type { Patient, ServiceRequest } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import classes from './DraftForm.module.css';

export type Chosen = NonNullable<ServiceRequest['patient']> & Partial<Pick<Patient, 'languages'>>;

/** All names of a patient, and the year of birth that tells namesakes apart. */
export function Names({ patient }: { patient: Chosen }) {
  const { t } = useTranslation();
  const others = [patient.nativeName, patient.chineseName].filter((name) => name !== undefined);
  return (
    <>
      <bdi className={classes.names}>{patient.name}</bdi>{' '}
      <span className={classes.small}>
        {others.map((name) => (
          <span key={name}>
            <bdi>{name}</bdi>{' '}
          </span>
        ))}
        {patient.birthYear && (
          <bdi>{t('requests.form.born', { year: String(patient.birthYear) })}</bdi>
        )}
      </span>
    </>
  );
}
