import { Button } from '@mantine/core';
import type { Agreement } from '@silkconsult/protocol';
import { URGENCIES } from '@silkconsult/protocol';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useHospitalName } from '../../api/hospitals.ts';
import { listReferrers } from '../../api/requests.ts';
import { isolated } from '../../i18n/isolated.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { duration, plainDate } from '../../time/format.ts';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { nameFor } from '../appointment/people.ts';
import classes from './AgreementsPage.module.css';
import { endsSoon } from './credentials.ts';

interface AgreementCardProps {
  agreement: Agreement;
  /** The other hospitals in Urumqi that the partner may ask. */
  others: readonly string[];
  onEdit?: () => void;
}

export function AgreementCard({ agreement, others, onEdit }: AgreementCardProps) {
  const { t } = useTranslation();
  const hospitalName = useHospitalName();
  const { partner, performer, weeklyQuota, usedThisWeek, validTo, credentials, askers } = agreement;
  const soon = endsSoon(agreement, new Date());
  return (
    <li className={classes.card} data-state={agreement.state} data-testid="agreement">
      <div className={classes.head}>
        <h2 className={classes.parties}>
          <HospitalName name={partner.name} />
          <span aria-hidden> – </span>
          <HospitalName name={performer.name} />
        </h2>
        <span className={classes.state} data-state={agreement.state}>
          {t(`agreements.state.${agreement.state}`)}
        </span>
      </div>
      <p className={classes.relation}>
        {others.length === 0
          ? t('agreements.one')
          : t('agreements.many', { others: others.map(hospitalName).map(isolated).join(', ') })}
      </p>
      {soon && (
        <p className={classes.soon} data-testid="credential-soon">
          {t('agreements.soon', { date: plainDate(t, soon) })}
        </p>
      )}
      <p className={classes.specialties}>
        {agreement.specialties.map((one) => (
          <span key={one}>{t(`specialties.${one}`)}</span>
        ))}
      </p>
      <dl className={classes.facts}>
        <div>
          <dt>{t('agreements.quota')}</dt>
          <dd>
            {weeklyQuota === undefined
              ? t('agreements.unlimited', { used: String(usedThisWeek) })
              : t('agreements.used', { used: String(usedThisWeek), quota: String(weeklyQuota) })}
          </dd>
        </div>
        <div>
          <dt>{t('agreements.askers')}</dt>
          <dd className={classes.minutes}>
            {askers.functions.length + askers.people.length === 0 && (
              <span>{t('agreements.everybody')}</span>
            )}
            {askers.functions.map((one) => (
              <span key={one}>{t(`roles.${one}`)}</span>
            ))}
            <Named partnerId={partner.id} people={askers.people} />
          </dd>
        </div>
        <div>
          <dt>{t('agreements.validity')}</dt>
          <dd>
            {validTo
              ? t('time.range', {
                  start: plainDate(t, agreement.validFrom),
                  end: plainDate(t, validTo),
                })
              : t('agreements.validSince', { date: plainDate(t, agreement.validFrom) })}
          </dd>
        </div>
        <div>
          <dt>{t('agreements.response')}</dt>
          <dd className={classes.minutes}>
            {URGENCIES.map((urgency) => (
              <span key={urgency}>
                {t(`requests.urgency.${urgency}`)}:{' '}
                {duration(t, agreement.responseMinutes[urgency] * 60_000)}
              </span>
            ))}
          </dd>
        </div>
        {credentials.map(({ country, text, expiresOn }) => (
          <div key={country + text}>
            <dt>{t('agreements.credential', { country: t(`agreements.country.${country}`) })}</dt>
            <dd>
              <bdi>{text}</bdi>, {t('agreements.expires', { date: plainDate(t, expiresOn) })}
            </dd>
          </div>
        ))}
      </dl>
      {onEdit && (
        <div>
          <Button variant="default" size="sm" onClick={onEdit}>
            {t('agreements.edit')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The doctors who may ask by name. */
function Named({ partnerId, people }: { partnerId: string; people: readonly string[] }) {
  const { language } = useLanguage();
  const doctors = useQuery({
    queryKey: ['referrers', partnerId],
    queryFn: () => listReferrers(partnerId),
    enabled: people.length > 0,
  });
  return doctors.data
    ?.filter(({ id }) => people.includes(id))
    .map((doctor) => <bdi key={doctor.id}>{nameFor(doctor, language)}</bdi>);
}
