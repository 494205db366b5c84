import { Button } from '@mantine/core';
import type { OnCallShift } from '@silkconsult/protocol';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock, dayKey, dayName, zoneName } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { HospitalName } from '../../ui/HospitalName.tsx';
import { nameFor } from '../appointment/people.ts';
import classes from './OnCallPage.module.css';

interface ShiftListProps {
  shifts: readonly OnCallShift[];
  zones: readonly string[];
  onEdit: ((shift: OnCallShift) => void) | undefined;
}

/** Shifts day by day on the reader's clock, with the other clock beside it. */
export function ShiftList({ shifts, zones, onEdit }: ShiftListProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [zone = 'UTC'] = zones;
  if (shifts.length === 0) return <p className={classes.empty}>{t('onCall.empty')}</p>;
  const days = Map.groupBy(shifts, ({ start }) => dayKey(new Date(start), zone));
  return (
    <div className={classes.days}>
      {[...days].map(([day, some]) => (
        <section key={day} className={classes.day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>{dayName(t, new Date(some[0]?.start ?? 0), zone, now)}</h2>
          <ul className={classes.list}>
            {some.map((shift) => (
              <Shift
                key={shift.id}
                shift={shift}
                zones={zones}
                onEdit={onEdit && (() => onEdit(shift))}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface ShiftProps {
  shift: OnCallShift;
  zones: readonly string[];
  onEdit: (() => void) | undefined;
}

function Shift({ shift, zones, onEdit }: ShiftProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const now = useNow();
  const [start, end] = [new Date(shift.start), new Date(shift.end)];
  const name = nameFor(shift, language);
  /** The day is named only where it is another one than the shift begins on. */
  const until = (zone: string) =>
    dayKey(start, zone) === dayKey(end, zone)
      ? clock(end, zone)
      : t('time.withDate', { date: dayName(t, end, zone, now), time: clock(end, zone) });
  const isNow = start <= now && now < end;
  return (
    <li className={classes.shift} data-testid="shift" data-now={isNow || undefined}>
      <div className={classes.times}>
        {zones.map((zone, index) => (
          <span key={zone} className={index === 0 ? classes.first : classes.soft}>
            {t('time.range', { start: clock(start, zone), end: until(zone) })}
            {index > 0 && ` ${zoneName(t, zone)}`}
          </span>
        ))}
      </div>
      <div>
        <p className={classes.first}>
          <bdi>{name}</bdi> {isNow && <span className={classes.now}>{t('onCall.now')}</span>}
        </p>
        <p className={classes.soft}>
          {shift.specialty && t(`specialties.${shift.specialty}`)}
          {shift.languagePairs
            ?.map((pair) => pair.map((one) => t(`languages.${one}`)).join(' – '))
            .join(', ')}
          {' · '}
          <HospitalName name={shift.organizationName} />
        </p>
      </div>
      {onEdit && (
        <Button
          variant="subtle"
          onClick={onEdit}
          aria-label={`${t('onCall.change')}: ${name}`}
          data-testid="change-shift"
        >
          <IconPencil size={18} aria-hidden />
        </Button>
      )}
    </li>
  );
}
