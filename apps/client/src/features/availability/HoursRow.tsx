import { Button, NativeSelect } from '@mantine/core';
import type { WeeklyHours } from '@silkconsult/protocol';
import { IconCalendarPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField } from '../../ui/date/DateField.tsx';
import { TimeField } from '../../ui/date/TimeField.tsx';
import classes from './AvailabilityPage.module.css';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
/** A time field knows no 24:00; the end of a day is shown as the next one's first minute. */
const shown = (time: string) => (time === '24:00' ? '00:00' : time);
const entered = (end: string, start: string) =>
  end === '00:00' && start === '00:00' ? '24:00' : end;

interface HoursRowProps {
  hours: WeeklyHours;
  onChange(part: Partial<WeeklyHours>): void;
  onRemove(): void;
}

/** Hours of one weekday; on request, the first and the last day on which they are valid. */
export function HoursRow({ hours, onChange, onRemove }: HoursRowProps) {
  const { t } = useTranslation();
  const [isLimited, setLimited] = useState(Boolean(hours.validFrom ?? hours.validTo));
  const period = (label: string, key: 'validFrom' | 'validTo') => (
    <DateField
      label={label}
      value={hours[key] ?? ''}
      min={key === 'validTo' ? hours.validFrom : undefined}
      onChange={(day) => onChange({ [key]: day || undefined })}
      data-testid={`hours-${key}`}
    />
  );
  return (
    <li className={classes.row}>
      <NativeSelect
        aria-label={t('availability.weekday')}
        data={WEEKDAYS.map((day) => ({ value: `${day}`, label: t(`time.weekdays.${day}`) }))}
        value={`${hours.weekday}`}
        onChange={(event) => onChange({ weekday: Number(event.currentTarget.value) })}
      />
      <TimeField
        required
        aria-label={t('availability.from')}
        value={hours.start}
        onChange={(start) => onChange({ start })}
        data-testid="hours-start"
      />
      <TimeField
        required
        aria-label={t('availability.to')}
        value={shown(hours.end)}
        onChange={(end) => onChange({ end: entered(end, hours.start) })}
      />
      <span className={classes.rowButtons}>
        <Button
          variant="subtle"
          aria-label={t('availability.period')}
          aria-expanded={isLimited}
          title={t('availability.period')}
          onClick={() => setLimited(!isLimited)}
          data-testid="hours-period"
        >
          <IconCalendarPlus size={18} aria-hidden />
        </Button>
        <Button variant="subtle" aria-label={t('availability.remove')} onClick={onRemove}>
          <IconTrash size={18} aria-hidden />
        </Button>
      </span>
      {isLimited && (
        <div className={classes.period}>
          {period(t('availability.validFrom'), 'validFrom')}
          {period(t('availability.validTo'), 'validTo')}
        </div>
      )}
    </li>
  );
}
