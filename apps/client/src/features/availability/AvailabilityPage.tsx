import { NativeSelect } from '@mantine/core';
import type { ScheduleOwner } from '@silkconsult/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveUpdates } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { offset, zoneName } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { nameFor } from '../appointment/people.ts';
import classes from './AvailabilityPage.module.css';
import { useAvailability, useOwners, useUrumqiHospitals } from './api.ts';
import { Exceptions } from './Exceptions.tsx';
import { HoursForm } from './HoursForm.tsx';
import { InterpreterLanguages } from './InterpreterLanguages.tsx';
import { OutsideConsults } from './OutsideConsults.tsx';

/**
 * One's own hours and leave. Those who arrange consults enter them for their hospital's people and
 * rooms, coordinators in Urumqi for all hospitals there.
 */
export default function AvailabilityPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  useLiveUpdates();
  const arranges = me?.role === 'coordinator' || me?.role === 'admin';
  const runsUrumqi = me?.role === 'coordinator' && me.organizationKind === 'urumqi';
  const hospitals = useUrumqiHospitals(runsUrumqi).data?.items ?? [];
  const [hospital, setHospital] = useState(me?.organizationId ?? '');
  const owners = useOwners(arranges ? hospital : '');
  const [picked, setPicked] = useState('');
  const actor = arranges ? picked || (owners.data?.items[0]?.id ?? '') : (me?.personId ?? '');
  const query = useAvailability(actor);
  const { data } = query;
  const interprets = owners.data?.items.some(
    ({ id, role }) => id === actor && role === 'interpreter',
  );
  const choices = (isRoom: boolean) => {
    const some = owners.data?.items.filter(({ role }) => (role === 'location') === isRoom) ?? [];
    if (some.length === 0) return [];
    const items = some.map((one: ScheduleOwner) => ({
      value: one.id,
      label: nameFor(one, language),
    }));
    return [{ group: t(isRoom ? 'availability.rooms' : 'availability.people'), items }];
  };
  return (
    <Shell>
      <PageHeading title={t('availability.title')} />
      {arranges && (
        <div className={classes.pickers}>
          {runsUrumqi && (
            <NativeSelect
              label={t('availability.hospital')}
              data={hospitals.map((one) => ({
                value: one.id,
                label: one.names[language] ?? one.name,
              }))}
              value={hospital}
              onChange={(event) => {
                setHospital(event.currentTarget.value);
                setPicked('');
              }}
              data-testid="availability-hospital"
            />
          )}
          <NativeSelect
            label={t('availability.person')}
            data={[...choices(false), ...choices(true)]}
            value={actor}
            onChange={(event) => setPicked(event.currentTarget.value)}
            data-testid="availability-person"
          />
        </div>
      )}
      {owners.isError && (
        <FailureNotice error={owners.error} onRetry={() => void owners.refetch()} />
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
          <OutsideConsults availability={data} />
          <div className={classes.columns}>
            <HoursForm key={data.actor} availability={data} />
            <div className={classes.form}>
              <Exceptions key={`${data.actor} exceptions`} availability={data} />
              {interprets && <InterpreterLanguages key={data.actor} actor={data.actor} />}
            </div>
          </div>
        </>
      )}
    </Shell>
  );
}
