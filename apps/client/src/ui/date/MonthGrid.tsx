import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainDate } from '../../time/format.ts';
import classes from './DateField.module.css';
import { monthsFrom, weeksOf } from './typed.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const MONTHS = Array.from({ length: 12 }, (_one, index) => String(index + 1).padStart(2, '0'));
/** So many years after this one can be chosen, where nothing says more. */
const AHEAD = 10;

interface MonthGridProps {
  value: string;
  min?: string;
  max?: string;
  onChoose(day: string): void;
}

/** The days of a month to choose from, from Monday to Sunday. */
export function MonthGrid({ value, min, max, onChoose }: MonthGridProps) {
  const { t } = useTranslation();
  const [today = ''] = new Date().toISOString().split('T');
  const [month, setMonth] = useState((value || (max && max < today ? max : today)).slice(0, 7));
  const [year = ''] = month.split('-');
  const first = Math.min(Number(year), Number((min ?? today).slice(0, 4)));
  const last = Math.max(
    Number(year),
    Number(max?.slice(0, 4) ?? today.slice(0, 4)) + (max ? 0 : AHEAD),
  );
  const years = Array.from({ length: last - first + 1 }, (_one, index) => String(first + index));
  const turn = (label: string, count: number, icon: React.ReactNode) => (
    <button
      type="button"
      className={classes.turn}
      aria-label={label}
      onClick={() => setMonth(monthsFrom(month, count))}
    >
      {icon}
    </button>
  );
  return (
    <div className={classes.month}>
      <div className={classes.head}>
        {turn(t('dates.previousMonth'), -1, <IconChevronLeft size={18} aria-hidden />)}
        <select
          aria-label={t('dates.month')}
          value={month.slice(5)}
          onChange={(event) => setMonth(`${year}-${event.currentTarget.value}`)}
        >
          {MONTHS.map((one) => (
            <option key={one} value={one}>
              {t(`dates.months.${Number(one)}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('dates.year')}
          value={year}
          onChange={(event) => setMonth(`${event.currentTarget.value}-${month.slice(5)}`)}
        >
          {years.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        {turn(t('dates.nextMonth'), 1, <IconChevronRight size={18} aria-hidden />)}
      </div>
      <table>
        <thead>
          <tr>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col" abbr={t(`time.weekdays.${day}`)}>
                {t(`dates.weekdays.${day}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    aria-label={plainDate(t, day)}
                    aria-pressed={day === value}
                    aria-current={day === today ? 'date' : undefined}
                    data-outside={!day.startsWith(month) || undefined}
                    disabled={(min !== undefined && day < min) || (max !== undefined && day > max)}
                    onClick={() => onChoose(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
