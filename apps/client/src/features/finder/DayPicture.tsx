import type { SearchOption, SlotStatus } from '@silkconsult/protocol';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { clock, clockRange, clocksOf, dayKey, longDate, zoneName } from '../../time/format.ts';
import { instantOf } from '../../time/zones.ts';
import { useFreeBusy } from './api.ts';
import classes from './DayPicture.module.css';

const HOUR = 3_600_000;
const FIRST_HOUR = '06:00';
const LENGTH = 18 * HOUR;
const STATUSES: readonly SlotStatus[] = ['free', 'busy', 'busy-tentative', 'busy-unavailable'];

/** The day of an option: a row for each who takes part, free, busy or closed, on all their clocks. */
export function DayPicture({ option }: { option: SearchOption }) {
  const { t } = useTranslation();
  const me = useMe();
  const mine = me ? clocksOf(me) : ['UTC'];
  const zone = mine[0] ?? 'UTC';
  const start = new Date(option.start);
  const from = instantOf(`${dayKey(start, zone)}T${FIRST_HOUR}`, zone) ?? start;
  const to = new Date(from.getTime() + LENGTH);
  const zones = [...new Set([...mine, ...option.participants.map(({ timeZone }) => timeZone)])];
  const picture = useRef<HTMLElement>(null);
  const shown = useRef(option.start);
  // Who picks a time wants to see who is free then: below ten times it would be out of sight.
  useEffect(() => {
    if (shown.current !== option.start) picture.current?.scrollIntoView({ block: 'nearest' });
    shown.current = option.start;
  }, [option.start]);
  return (
    <section ref={picture} className={classes.day}>
      <h2 className={classes.heading}>{longDate(t, start, zone)}</h2>
      <ul className={classes.legend}>
        {STATUSES.map((status) => (
          <li key={status} data-status={status}>
            {t(`finder.slots.${status}`)}
          </li>
        ))}
      </ul>
      <div className={classes.picture}>
        {zones.map((one) => (
          <Clocks key={one} zone={one} from={from} />
        ))}
        {option.participants.map((one) => (
          <Row key={one.actor} participant={one} option={option} from={from} to={to} zone={zone} />
        ))}
      </div>
    </section>
  );
}

const share = (at: number, from: Date) =>
  `${(Math.min(Math.max(at - from.getTime(), 0), LENGTH) / LENGTH) * 100}%`;

function Clocks({ zone, from }: { zone: string; from: Date }) {
  const { t } = useTranslation();
  const marks = [0, 3, 6, 9, 12, 15].map((hour) => new Date(from.getTime() + hour * HOUR));
  return (
    <div className={classes.row}>
      <span className={classes.zone}>{zoneName(t, zone)}</span>
      <div className={classes.clocks}>
        {marks.map((mark) => (
          <span key={mark.getTime()} style={{ insetInlineStart: share(mark.getTime(), from) }}>
            {clock(mark, zone)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  participant: SearchOption['participants'][number];
  option: SearchOption;
  from: Date;
  to: Date;
  zone: string;
}

function Row({ participant, option, from, to, zone }: RowProps) {
  const { t } = useTranslation();
  const { data } = useFreeBusy(participant.actor, from, to);
  const place = (start: string, end: string) => ({
    insetInlineStart: share(Date.parse(start), from),
    inlineSize: `calc(${share(Date.parse(end), from)} - ${share(Date.parse(start), from)})`,
  });
  const inWords = data?.slots.map(
    ({ start, end, status }) =>
      `${t(`finder.slots.${status}`)} ${clockRange(t, new Date(start), new Date(end), zone)}`,
  );
  return (
    <div className={classes.row}>
      <span className={classes.name}>
        <bdi>{participant.name}</bdi>
        <small>{t(`roles.${participant.role}`)}</small>
      </span>
      <div
        className={classes.bar}
        role="img"
        aria-label={[participant.name, ...(inWords ?? [])].join(', ')}
      >
        {data?.slots.map((slot) => (
          <span
            key={slot.start}
            className={classes.slot}
            data-status={slot.status}
            style={place(slot.start, slot.end)}
            title={t(`finder.slots.${slot.status}`)}
          />
        ))}
        <span className={classes.chosen} style={place(option.start, option.end)} />
      </div>
    </div>
  );
}
