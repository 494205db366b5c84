import type { Appointment } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { clock, clockRange, offset, zoneName } from '../../time/format.ts';
import classes from './ClockLines.module.css';
import { otherZones } from './people.ts';

interface ClockLinesProps {
  appointment: Appointment;
  /** The reader's own clocks, the first already shown large beside these lines. */
  mine: string[];
  /** Starts only, for rows of a list. */
  compact?: boolean;
}

/** The same time on every clock that matters: mine named, my second, then theirs. */
export function ClockLines({ appointment, mine, compact }: ClockLinesProps) {
  const { t } = useTranslation();
  const start = new Date(appointment.start);
  const end = new Date(appointment.end);
  const [first, ...more] = mine;
  return (
    <ul className={classes.clocks}>
      {first && (
        <li className={classes.mine}>
          {zoneName(t, first)} <span className={classes.offset}>({offset(start, first)})</span>
        </li>
      )}
      {[...more, ...otherZones(appointment, mine)].map((zone) => (
        <li key={zone}>
          <span className={classes.time}>
            {compact ? clock(start, zone) : clockRange(t, start, end, zone)}
          </span>{' '}
          {zoneName(t, zone)} <span className={classes.offset}>({offset(start, zone)})</span>
        </li>
      ))}
    </ul>
  );
}
