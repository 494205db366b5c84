import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listReferrers } from '../../api/requests.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { nameFor } from '../appointment/people.ts';
import classes from './AgreementsPage.module.css';

interface AskersFieldProps {
  partnerId: string;
  people: string[];
  onChange(people: string[]): void;
}

/** The partner's doctors who may ask, by name. */
export function AskersField({ partnerId, people, onChange }: AskersFieldProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const doctors = useQuery({
    queryKey: ['referrers', partnerId],
    queryFn: () => listReferrers(partnerId),
    enabled: partnerId !== '',
  });
  if (!doctors.data?.length) return null;
  const toggle = (id: string) =>
    onChange(people.includes(id) ? people.filter((one) => one !== id) : [...people, id]);
  return (
    <fieldset className={classes.choices} data-testid="askers">
      <legend>{t('agreements.form.people')}</legend>
      {doctors.data.map((doctor) => (
        <label key={doctor.id}>
          <input
            type="checkbox"
            checked={people.includes(doctor.id)}
            onChange={() => toggle(doctor.id)}
          />
          <span>
            <bdi>{nameFor(doctor, language)}</bdi>, {t(`specialties.${doctor.specialty}`)}
          </span>
        </label>
      ))}
      <p className={classes.hint}>{t('agreements.form.peopleHint')}</p>
    </fieldset>
  );
}
