import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DateField.module.css';
import { DateField } from './DateField.tsx';
import { TimeField } from './TimeField.tsx';

interface DateTimeFieldProps {
  /** '2026-12-05T09:30', or '' while it is not whole. */
  value: string;
  onChange(local: string): void;
  label: string;
  error?: ReactNode;
  required?: boolean;
  'data-testid'?: string;
  'data-autofocus'?: boolean;
}

/** A day and a time of it. */
export function DateTimeField({ value, onChange, label, error, ...rest }: DateTimeFieldProps) {
  const { t } = useTranslation();
  const [parts, setParts] = useState(() => value.split('T'));
  const [date = '', time = ''] = parts;
  const change = (nextDate: string, nextTime: string) => {
    setParts([nextDate, nextTime]);
    onChange(nextDate && nextTime ? `${nextDate}T${nextTime}` : '');
  };
  const name = rest['data-testid'];
  return (
    <div className={classes.pair}>
      <DateField
        {...rest}
        label={label}
        error={error}
        value={date}
        onChange={(day) => change(day, time)}
      />
      <TimeField
        label={t('dates.time')}
        required={rest.required}
        data-testid={name && `${name}-time`}
        value={time}
        onChange={(next) => change(date, next)}
      />
    </div>
  );
}
