import type { Schedule, ScheduleException, WeeklyHours } from '@silkconsult/protocol';
import { Temporal } from 'temporal-polyfill';
import { DEMO_ORGANIZATIONS } from './organizations.ts';
import { CAST, DEMO_ACTORS, type DemoActor } from './people.ts';
import { demoId } from './seed.ts';

type Hours = readonly [string, string];

const week = (days: readonly number[], ...hours: readonly Hours[]): WeeklyHours[] =>
  days.flatMap((weekday) => hours.map(([start, end]) => ({ weekday, start, end })));

const WORKDAYS = [1, 2, 3, 4, 5];
const WITH_SATURDAY = [...WORKDAYS, 6];

function schedule(weekly: WeeklyHours[], change: Partial<Schedule> = {}): Schedule {
  return {
    weekly,
    observesHolidays: true,
    buffers: { beforeMinutes: 0, afterMinutes: 10 },
    dailyMaximum: {},
    ...change,
  };
}

/** Offices in Urumqi begin at ten by Beijing time: the sun rises two hours after the capital's. */
const SPECIALIST = schedule(week(WORKDAYS, ['10:00', '14:00'], ['16:00', '20:00']), {
  dailyMaximum: { consults: 8 },
});
const INTERPRETER = schedule(week(WITH_SATURDAY, ['10:00', '14:00'], ['15:30', '19:30']), {
  dailyMaximum: { minutes: 360 },
});
const NIGHT_INTERPRETER = schedule(week(WITH_SATURDAY, ['18:00', '02:00']));
const REFERRER = schedule(week(WORKDAYS, ['08:00', '12:00'], ['13:00', '17:00']), {
  buffers: { beforeMinutes: 0, afterMinutes: 0 },
});
const ROOM = schedule(week(WITH_SATURDAY, ['08:00', '18:00']), {
  observesHolidays: false,
  buffers: { beforeMinutes: 5, afterMinutes: 5 },
});

const NIGHT = demoId('actor', 'interpreter-ru-0');

function scheduleOf({ id, role, kind }: DemoActor): Schedule | undefined {
  if (id === NIGHT) return NIGHT_INTERPRETER;
  if (kind === 'specialist') return SPECIALIST;
  if (kind === 'referrer') return REFERRER;
  if (role === 'interpreter') return INTERPRETER;
  return role === 'location' ? ROOM : undefined;
}

/** Everybody's hours but the patients'. */
export const DEMO_SCHEDULES: readonly { actor: string; schedule: Schedule }[] = DEMO_ACTORS.flatMap(
  (actor) => {
    const found = scheduleOf(actor);
    return found ? [{ actor: actor.id, schedule: found }] : [];
  },
);

interface Away {
  actor: string;
  kind: ScheduleException['kind'];
  /** Days after this week's Monday, in the clock of Urumqi's hospitals. */
  from: number;
  to: number;
}

const AWAY: readonly Away[] = [
  // Both who speak Turkmen: a search for them shows the ladder.
  { actor: demoId('actor', 'interpreter-tk-0'), kind: 'leave', from: 0, to: 10 },
  { actor: demoId('actor', 'interpreter-tk-1'), kind: 'leave', from: 0, to: 5 },
  { actor: demoId('actor', 'interpreter-ky-1'), kind: 'leave', from: 1, to: 4 },
  { actor: demoId('actor', 'specialist-neurology-0'), kind: 'leave', from: 2, to: 9 },
  { actor: demoId('actor', 'specialist-oncology-1'), kind: 'leave', from: 0, to: 3 },
  { actor: CAST.specialist, kind: 'leave', from: 8, to: 10 },
];

/** This week's and next week's leave; its ids are the week's, so that a second start adds nothing. */
export function planExceptions(now: Date): (ScheduleException & { actor: string })[] {
  const zone = DEMO_ORGANIZATIONS[0]?.timeZone ?? 'UTC';
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const instant = (days: number) =>
    new Date(monday.add({ days }).toZonedDateTime(zone).epochMilliseconds).toISOString();
  return AWAY.map(({ actor, kind, from, to }) => ({
    id: demoId('exception', monday.toString(), actor, from),
    actor,
    kind,
    start: instant(from),
    end: instant(to),
  }));
}
