import { Button, NativeSelect } from '@mantine/core';
import type { Availability, ScheduleException } from '@silkconsult/protocol';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { availabilityKey } from '../../api/queries.ts';
import { whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { instantOf } from '../../time/zones.ts';
import { DateTimeField } from '../../ui/date/DateTimeField.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import classes from './AvailabilityPage.module.css';
import { addException, removeException } from './api.ts';

const KINDS: readonly ScheduleException['kind'][] = ['leave', 'extra'];

/** Leave and extra hours. */
export function Exceptions({ availability }: { availability: Availability }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const now = useNow();
  const { actor, timeZone, exceptions } = availability;
  const [kind, setKind] = useState<ScheduleException['kind']>('leave');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const refresh = () => void client.invalidateQueries({ queryKey: availabilityKey(actor) });
  const [start, end] = [instantOf(from, timeZone), instantOf(to, timeZone)];
  const add = useMutation({
    mutationFn: (range: { start: string; end: string }) => addException(actor, { kind, ...range }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: (id: string) => removeException(actor, id),
    onSettled: refresh,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start && end) add.mutate({ start: start.toISOString(), end: end.toISOString() });
  };
  const at = (instant: string) => whenFrom(t, new Date(instant), timeZone, now);
  return (
    <section className={classes.form}>
      <h2>{t('availability.exceptions')}</h2>
      {exceptions.length === 0 && <p className={classes.zone}>{t('availability.none')}</p>}
      <ul className={classes.rows}>
        {exceptions.map((one) => (
          <li key={one.id} className={classes.exception}>
            <span>
              <strong>{t(`availability.${one.kind}`)}</strong>{' '}
              {t('time.range', { start: at(one.start), end: at(one.end) })}
            </span>
            <Button
              variant="subtle"
              aria-label={t('availability.remove')}
              onClick={() => remove.mutate(one.id)}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <form className={classes.form} onSubmit={submit}>
        <NativeSelect
          aria-label={t('availability.exceptions')}
          data={KINDS.map((value) => ({ value, label: t(`availability.${value}`) }))}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as ScheduleException['kind'])}
        />
        <DateTimeField
          required
          label={t('availability.from')}
          value={from}
          onChange={setFrom}
          data-testid="leave-from"
        />
        <DateTimeField
          required
          label={t('availability.to')}
          value={to}
          onChange={setTo}
          data-testid="leave-to"
        />
        {(add.isError || remove.isError) && <FailureNotice error={add.error ?? remove.error} />}
        <Button type="submit" variant="default" loading={add.isPending} data-testid="add-leave">
          {t('availability.addException')}
        </Button>
      </form>
    </section>
  );
}
