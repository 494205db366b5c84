import { Button } from '@mantine/core';
import type { Agreement } from '@silkconsult/protocol';
import { URGENCIES } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { duration, plainDate } from '../../time/format.ts';
import classes from './AgreementsPage.module.css';

interface AgreementCardProps {
  agreement: Agreement;
  onEdit?: () => void;
}

export function AgreementCard({ agreement, onEdit }: AgreementCardProps) {
  const { t } = useTranslation();
  const { partner, performer, weeklyQuota, usedThisWeek, validTo, credentials } = agreement;
  return (
    <li className={classes.card} data-state={agreement.state} data-testid="agreement">
      <div className={classes.head}>
        <h2 className={classes.parties}>
          <bdi>{partner.name}</bdi>
          <span aria-hidden> – </span>
          <bdi>{performer.name}</bdi>
        </h2>
        <span className={classes.state} data-state={agreement.state}>
          {t(`agreements.state.${agreement.state}`)}
        </span>
      </div>
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
