import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Availability, Schedule, WeeklyHours } from '@silkconsult/protocol';
import { NAMED_ZONES } from '@silkconsult/protocol';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../api/problem.ts';
import { availabilityKey } from '../../api/queries.ts';
import { offset, zoneName } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import classes from './AvailabilityPage.module.css';
import { saveSchedule } from './api.ts';
import { HoursRow } from './HoursRow.tsx';
import { NewerHours } from './NewerHours.tsx';

const FIRST: WeeklyHours = { weekday: 1, start: '09:00', end: '18:00' };

/** What is being changed, and the version that it was read in. */
interface Edited {
  schedule: Schedule;
  version: number;
}

/** The week, its clock, the buffers and the maxima: saved as a whole, on the version that was read. */
export function HoursForm({ availability }: { availability: Availability }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = availabilityKey(availability.actor);
  const [edited, setEdited] = useState<Edited>();
  const { schedule, version } = edited ?? availability;
  const save = useMutation({
    mutationFn: (one: Edited) => saveSchedule(availability.actor, one.version, one.schedule),
    onSuccess: (saved) => {
      client.setQueryData(key, saved);
      setEdited(undefined);
    },
    onError: () => void client.invalidateQueries({ queryKey: key }),
  });
  const change = (part: Partial<Schedule>) => {
    save.reset();
    setEdited({ schedule: { ...schedule, ...part }, version });
  };
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
    limits: { min: number; max: number },
  ) => (
    <TextInput
      type="number"
      {...limits}
      label={label}
      value={value ?? ''}
      onChange={({ currentTarget: { value: text } }) => set(text === '' ? undefined : Number(text))}
    />
  );
  const { buffers, dailyMaximum, timeZone } = schedule;
  const zones = [...new Set([...NAMED_ZONES, availability.timeZone])];
  const isOutdated = edited !== undefined && edited.version !== availability.version;
  const isConflict = save.isError && failureOf(save.error).code === 'version_conflict';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ schedule, version });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <h2>{t('availability.weekly')}</h2>
      <ul className={classes.rows}>
        {schedule.weekly.map((hours, index) => (
          <HoursRow
            // Rows have no identity of their own: several may be equal while they are edited.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            hours={hours}
            onChange={(part) => setHours(index, part)}
            onRemove={() => change({ weekly: schedule.weekly.filter((_, at) => at !== index) })}
          />
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
      <NativeSelect
        label={t('availability.clock')}
        value={timeZone ?? ''}
        onChange={({ currentTarget: { value } }) => change({ timeZone: value || undefined })}
        data-testid="hours-zone"
        data={[
          { value: '', label: t('availability.usualClock') },
          ...zones.map((zone) => ({
            value: zone,
            label: `${zoneName(t, zone)} (${offset(new Date(), zone)}, ${zone})`,
          })),
        ]}
      />
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={schedule.observesHolidays}
          onChange={(event) => change({ observesHolidays: event.currentTarget.checked })}
        />
        {t('availability.holidays')}
      </label>
      {number(
        t('availability.before'),
        buffers.beforeMinutes,
        (value) => change({ buffers: { ...buffers, beforeMinutes: value ?? 0 } }),
        { min: 0, max: 240 },
      )}
      {number(
        t('availability.after'),
        buffers.afterMinutes,
        (value) => change({ buffers: { ...buffers, afterMinutes: value ?? 0 } }),
        { min: 0, max: 240 },
      )}
      {number(
        t('availability.most'),
        dailyMaximum.consults,
        (value) => change({ dailyMaximum: { ...dailyMaximum, consults: value || undefined } }),
        { min: 1, max: 50 },
      )}
      {number(
        t('availability.mostMinutes'),
        dailyMaximum.minutes,
        (value) => change({ dailyMaximum: { ...dailyMaximum, minutes: value || undefined } }),
        { min: 15, max: 1440 },
      )}
      {isOutdated && (
        <NewerHours
          newer={availability.schedule}
          onTake={() => {
            save.reset();
            setEdited(undefined);
          }}
          onKeep={() => {
            save.reset();
            setEdited({ schedule, version: availability.version });
          }}
        />
      )}
      {save.isError && !isConflict && <FailureNotice error={save.error} />}
      {save.isSuccess && <Notice kind="ok">{t('availability.saved')}</Notice>}
      <Button type="submit" loading={save.isPending} disabled={isOutdated} data-testid="save-hours">
        {t('availability.save')}
      </Button>
    </form>
  );
}
