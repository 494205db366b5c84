import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Availability, Schedule, WeeklyHours } from '@silkconsult/protocol';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import classes from './AvailabilityPage.module.css';
import { availabilityKey, saveSchedule } from './api.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const FIRST: WeeklyHours = { weekday: 1, start: '09:00', end: '18:00' };
/** A time field knows no 24:00; the end of a day is shown as the next one's first minute. */
const shown = (time: string) => (time === '24:00' ? '00:00' : time);
const entered = (end: string, start: string) =>
  end === '00:00' && start === '00:00' ? '24:00' : end;

/** The week, the buffers and the maximum: saved as a whole, on the version that was read. */
export function HoursForm({ availability }: { availability: Availability }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = availabilityKey(availability.actor);
  const [schedule, setSchedule] = useState<Schedule>(availability.schedule);
  const change = (part: Partial<Schedule>) => setSchedule({ ...schedule, ...part });
  const save = useMutation({
    mutationFn: () => saveSchedule(availability.actor, availability.version, schedule),
    onSuccess: (saved) => {
      client.setQueryData(key, saved);
      setSchedule(saved.schedule);
    },
    onError: () => void client.invalidateQueries({ queryKey: key }),
  });
  const setHours = (index: number, part: Partial<WeeklyHours>) =>
    change({
      weekly: schedule.weekly.map((one, at) => (at === index ? { ...one, ...part } : one)),
    });
  const add = () => {
    const last = schedule.weekly.at(-1);
    const next = last ? { ...last, weekday: (last.weekday % 7) + 1 } : FIRST;
    change({ weekly: [...schedule.weekly, next] });
  };
  const number = (
    label: string,
    value: number | undefined,
    set: (value: number | undefined) => void,
  ) => (
    <TextInput
      type="number"
      min={0}
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget: { value: text } }) => set(text === '' ? undefined : Number(text))}
    />
  );
  const { buffers, dailyMaximum } = schedule;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <h2>{t('availability.weekly')}</h2>
      <ul className={classes.rows}>
        {schedule.weekly.map((hours, index) => (
          // Rows have no identity of their own: several may be equal while they are edited.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} className={classes.row}>
            <NativeSelect
              aria-label={t('availability.weekday')}
              data={WEEKDAYS.map((day) => ({ value: `${day}`, label: t(`time.weekdays.${day}`) }))}
              value={`${hours.weekday}`}
              onChange={(event) => setHours(index, { weekday: Number(event.currentTarget.value) })}
            />
            <TextInput
              type="time"
              required
              aria-label={t('availability.from')}
              value={hours.start}
              onChange={(event) => setHours(index, { start: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              required
              aria-label={t('availability.to')}
              value={shown(hours.end)}
              onChange={({ currentTarget: { value } }) =>
                setHours(index, { end: entered(value, hours.start) })
              }
            />
            <Button
              variant="subtle"
              aria-label={t('availability.remove')}
              onClick={() => change({ weekly: schedule.weekly.filter((_, at) => at !== index) })}
            >
              <IconTrash size={18} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={add}
        data-testid="add-hours"
      >
        {t('availability.add')}
      </Button>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={schedule.observesHolidays}
          onChange={(event) => change({ observesHolidays: event.currentTarget.checked })}
        />
        {t('availability.holidays')}
      </label>
      {number(t('availability.before'), buffers.beforeMinutes, (value) =>
        change({ buffers: { ...buffers, beforeMinutes: value ?? 0 } }),
      )}
      {number(t('availability.after'), buffers.afterMinutes, (value) =>
        change({ buffers: { ...buffers, afterMinutes: value ?? 0 } }),
      )}
      {number(t('availability.most'), dailyMaximum.consults, (value) =>
        change({ dailyMaximum: { ...dailyMaximum, consults: value || undefined } }),
      )}
      {save.isError && <FailureNotice error={save.error} />}
      {save.data?.schedule === schedule && <Notice kind="ok">{t('availability.saved')}</Notice>}
      <Button type="submit" loading={save.isPending} data-testid="save-hours">
        {t('availability.save')}
      </Button>
    </form>
  );
}
