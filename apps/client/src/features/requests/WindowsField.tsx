import { Button } from '@mantine/core';
import type { ServiceRequest } from '@silkconsult/protocol';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayKey, offset, rangeWithZone, zoneName } from '../../time/format.ts';
import { instantOf, localOf } from '../../time/zones.ts';
import { DateField } from '../../ui/date/DateField.tsx';
import { TimeField } from '../../ui/date/TimeField.tsx';
import classes from './DraftForm.module.css';

type Windows = ServiceRequest['preferredWindows'];

interface Row {
  key: number;
  date: string;
  from: string;
  to: string;
}

const URUMQI = 'Asia/Shanghai';
let keys = 0;

/** A row's window; undefined while it is not whole, or ends before it begins. */
function windowOf(row: Row, zone: string): Windows[number] | undefined {
  const start = instantOf(`${row.date}T${row.from}`, zone);
  const end = instantOf(`${row.date}T${row.to}`, zone);
  if (!start || !end || end <= start) return undefined;
  return { start: start.toISOString(), end: end.toISOString() };
}

function rowOf({ start, end }: Windows[number], zone: string): Row {
  const [date = '', from = ''] = localOf(new Date(start), zone).split('T');
  const [, to = ''] = localOf(new Date(end), zone).split('T');
  keys += 1;
  return { key: keys, date, from, to };
}

interface WindowsFieldProps {
  windows: Windows;
  zone: string;
  onChange(windows: Windows): void;
}

/** When it would suit: on the reader's clock, with Urumqi's beside it. */
export function WindowsField({ windows, zone, onChange }: WindowsFieldProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState(() => windows.map((one) => rowOf(one, zone)));
  const today = dayKey(new Date(), zone);
  const change = (next: Row[]) => {
    setRows(next);
    onChange(next.flatMap((row) => windowOf(row, zone) ?? []));
  };
  const update = (key: number, fields: Partial<Row>) =>
    change(rows.map((row) => (row.key === key ? { ...row, ...fields } : row)));
  const add = () => {
    keys += 1;
    const [date = ''] = localOf(new Date(Date.now() + 86_400_000), zone).split('T');
    change([...rows, { key: keys, date, from: '10:00', to: '16:00' }]);
  };
  return (
    <div className={classes.windows}>
      <div>
        <span className={classes.label}>{t('requests.form.windows')}</span>
        <p className={classes.hint}>
          {t('requests.form.windowsHint', {
            zone: `${zoneName(t, zone)} ${offset(new Date(), zone)}`,
          })}
        </p>
      </div>
      {rows.map((row) => {
        const shown = windowOf(row, zone);
        return (
          <div key={row.key} className={classes.window}>
            <DateField
              aria-label={t('requests.form.day')}
              min={today}
              value={row.date}
              onChange={(date) => update(row.key, { date })}
            />
            <TimeField
              aria-label={t('requests.form.from')}
              value={row.from}
              onChange={(from) => update(row.key, { from })}
            />
            <TimeField
              aria-label={t('requests.form.to')}
              value={row.to}
              onChange={(to) => update(row.key, { to })}
            />
            <Button
              variant="subtle"
              px="xs"
              aria-label={t('requests.form.removeWindow')}
              onClick={() => change(rows.filter(({ key }) => key !== row.key))}
            >
              <IconX size={20} stroke={1.75} aria-hidden />
            </Button>
            <p className={classes.hint}>
              {shown
                ? rangeWithZone(t, new Date(shown.start), new Date(shown.end), URUMQI)
                : t('requests.form.windowWrong')}
            </p>
          </div>
        );
      })}
      {rows.length < 10 && (
        <div>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPlus size={18} stroke={1.75} aria-hidden />}
            onClick={add}
          >
            {t('requests.form.addWindow')}
          </Button>
        </div>
      )}
    </div>
  );
}
