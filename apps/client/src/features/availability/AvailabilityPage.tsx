import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { offset, zoneName } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { nameFor } from '../appointment/people.ts';
import classes from './AvailabilityPage.module.css';
import { useAvailability, useColleagues } from './api.ts';
import { Exceptions } from './Exceptions.tsx';
import { HoursForm } from './HoursForm.tsx';

/** One's own hours and leave; those who arrange consults enter them for their colleagues. */
export default function AvailabilityPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const arranges = me?.role === 'coordinator' || me?.role === 'admin';
  const colleagues = useColleagues(arranges ? (me?.organizationId ?? '') : '').data ?? [];
  const [picked, setPicked] = useState('');
  const actor = arranges ? picked || (colleagues[0]?.id ?? '') : (me?.personId ?? '');
  const query = useAvailability(actor);
  const { data } = query;
  return (
    <Shell>
      <PageHeading title={t('availability.title')} />
      {arranges && (
        <NativeSelect
          className={classes.person}
          label={t('availability.person')}
          data={colleagues.map((one) => ({ value: one.id, label: nameFor(one, language) }))}
          value={actor}
          onChange={(event) => setPicked(event.currentTarget.value)}
          data-testid="availability-person"
        />
      )}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height="20rem" count={1} />}
      {data && (
        <>
          <p className={classes.zone}>
            {t('availability.zone', {
              zone: `${zoneName(t, data.timeZone)} ${offset(new Date(), data.timeZone)}`,
            })}
          </p>
          <div className={classes.columns}>
            <HoursForm key={data.actor} availability={data} />
            <Exceptions key={data.actor} availability={data} />
          </div>
        </>
      )}
    </Shell>
  );
}
