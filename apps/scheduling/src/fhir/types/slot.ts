import type { Slot } from '@medplum/fhirtypes';
import type { Slot as TimeSlot } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { slotsOf } from '../../availability/rules/freeTime.ts';
import { dateAt, zoneDay } from '../../availability/rules/wallClock.ts';
import { loadActorTimes, loadHeld, pendingAmong } from '../../availability/store.ts';
import type { Queries } from '../../database/types.ts';
import type { Interval } from '../../intervals/intervals.ts';
import { slotNamed, toSlot } from '../resources/schedule.ts';
import { isId, meetsDate, refuseParameter, type SearchValue } from '../search/values.ts';
import type { Criterion, FhirType, SearchParameter } from '../type.ts';
import { followed } from './actors.ts';
import { BOOKABLE } from './schedule.ts';

const LONGEST_DAYS = 31;
const MOST_SCHEDULES = 20;
const DAY = 86_400_000;

const parameters: Record<string, SearchParameter> = {
  _id: { type: 'token', documentation: 'The id of the slot.' },
  schedule: {
    type: 'reference',
    documentation: `Whose slots, at most ${MOST_SCHEDULES}. Needed, except with _id.`,
  },
  start: {
    type: 'date',
    documentation: `When it begins: a window of at most ${LONGEST_DAYS} days, such as start=ge2026-11-23&start=lt2026-11-30. Needed, except with _id.`,
  },
  status: {
    type: 'token',
    documentation: 'free, busy, busy-unavailable or busy-tentative.',
    codes: ['free', 'busy', 'busy-unavailable', 'busy-tentative', 'entered-in-error'],
  },
};

/** Beyond it calendars end, and nobody's hours are known. */
const LAST_DAY = Date.parse('2200-01-01T00:00:00Z');
const FIRST_DAY = Date.parse('1900-01-01T00:00:00Z');

/** Slots end at midnight, on the clock that their hours are meant in: so each is always the same. */
function splitAtMidnight({ status, start, end }: TimeSlot, timeZone: string): TimeSlot[] {
  const parts: TimeSlot[] = [];
  const until = Date.parse(end);
  for (let from = Date.parse(start); from < until; ) {
    const to = Math.min(zoneDay(dateAt(from, timeZone), timeZone).end, until);
    parts.push({
      status,
      start: new Date(from).toISOString(),
      end: new Date(to).toISOString(),
    });
    from = to;
  }
  return parts;
}

/** The slots of these actors on every day that the window touches. */
async function slotsIn(db: Queries, actorIds: readonly string[], window: Interval) {
  const margin = { start: window.start - DAY, end: window.end + DAY };
  const actors = [...(await loadActorTimes(db, actorIds, margin)).values()].filter(({ role }) =>
    BOOKABLE.some((one) => one === role),
  );
  const held = await loadHeld(db, actorIds, margin);
  const pending = await pendingAmong(db, [...new Set(held.map((one) => one.appointmentId))]);
  const tentative = held.filter(({ appointmentId }) => pending.has(appointmentId));
  return actors.flatMap((actor) => {
    const days = {
      start: zoneDay(dateAt(window.start, actor.timeZone), actor.timeZone).start,
      end: zoneDay(dateAt(window.end - 1, actor.timeZone), actor.timeZone).end,
    };
    const own = tentative.filter(({ actorId }) => actorId === actor.id);
    return slotsOf(actor, own, days)
      .flatMap((slot) => splitAtMidnight(slot, actor.timeZone))
      .map((slot) => ({ actorId: actor.id, slot }));
  });
}

/** The window that the values of `start` leave open. */
function windowOf(criteria: readonly Criterion[]): Interval {
  const window = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  for (const { values } of criteria.filter(({ name }) => name === 'start')) {
    const [date, ...others] = values.map((value) => value.date);
    if (!date || others.length > 0 || date.prefix === 'ne')
      throw refuseParameter('start', 'not_supported');
    if (['eq', 'ge'].includes(date.prefix))
      window.start = Math.max(window.start, date.from.getTime());
    if (['gt', 'sa'].includes(date.prefix))
      window.start = Math.max(window.start, date.until.getTime());
    if (['eq', 'le'].includes(date.prefix)) window.end = Math.min(window.end, date.until.getTime());
    if (['lt', 'eb'].includes(date.prefix)) window.end = Math.min(window.end, date.from.getTime());
  }
  if (!Number.isFinite(window.start) || !Number.isFinite(window.end))
    throw refuseParameter('start', 'window_required');
  if (window.start < FIRST_DAY || window.end > LAST_DAY)
    throw refuseParameter('start', 'invalid_date');
  if (window.end <= window.start) throw new RefusedError('end_before_start');
  if (window.end - window.start > LONGEST_DAYS * DAY)
    throw new RefusedError('window_too_long', { maxDays: LONGEST_DAYS });
  return window;
}

const valuesOf = (criteria: readonly Criterion[], name: string): SearchValue[][] =>
  criteria.filter((one) => one.name === name).map(({ values }) => [...values]);

/** The schedules that every `schedule` allows. */
function schedulesOf(criteria: readonly Criterion[]): string[] {
  const [first, ...others] = valuesOf(criteria, 'schedule').map((values) =>
    values
      .filter(({ target }) => target === undefined || target === 'Schedule')
      .map(({ text }) => text),
  );
  if (!first) throw refuseParameter('schedule', 'required');
  if (first.length > MOST_SCHEDULES) throw refuseParameter('schedule', 'too_many');
  return first.filter((id) => others.every((list) => list.includes(id)));
}

async function findByIds(db: Queries, ids: readonly string[]): Promise<Slot[]> {
  const found: Slot[] = [];
  for (const id of ids.slice(0, MOST_SCHEDULES)) {
    const named = slotNamed(id);
    if (!named || !isId(named.actorId)) continue;
    const window = { start: named.start, end: named.start + 1 };
    const slots = await slotsIn(db, [named.actorId], window);
    found.push(
      ...slots.map(({ actorId, slot }) => toSlot(actorId, slot)).filter((one) => one.id === id),
    );
  }
  return found;
}

async function slotsMeeting(db: Queries, criteria: readonly Criterion[]): Promise<Slot[]> {
  const [ids] = valuesOf(criteria, '_id');
  const all = ids
    ? await findByIds(
        db,
        ids.map(({ text }) => text),
      )
    : (await slotsIn(db, schedulesOf(criteria), windowOf(criteria))).map(({ actorId, slot }) =>
        toSlot(actorId, slot),
      );
  const starts = valuesOf(criteria, 'start');
  const statuses = valuesOf(criteria, 'status');
  return all
    .filter(({ start }) => starts.every(([value]) => value && meetsDate(new Date(start), value)))
    .filter(({ status }) => statuses.every((some) => some.some(({ text }) => text === status)))
    .sort((a, b) => compare(Date.parse(a.start), a.id ?? '', Date.parse(b.start), b.id ?? ''));
}

const compare = (start: number, id: string, otherStart: number, otherId: string): number =>
  start - otherStart || (id < otherId ? -1 : Number(id > otherId));

/** Whether a slot comes after the one that ended a page, also when that one is no more. */
function follows(slot: Slot, last: string, descending = false): boolean {
  const start = slotNamed(last)?.start ?? Number.NaN;
  const order = compare(Date.parse(slot.start), slot.id ?? '', start, last);
  return descending ? order < 0 : order > 0;
}

/**
 * When somebody is free, computed from the hours, leave and holds of the moment: nothing is stored.
 * A slot tells neither why somebody is busy nor with whom.
 */
export const slot: FhirType = {
  type: 'Slot',
  personal: false,
  parameters,
  includes: {
    schedule: followed<Slot>((one) => [one.schedule]),
  },
  sorts: ['start'],
  async find(db, _client, criteria, page) {
    const { after, limit, sort } = page;
    const meeting = await slotsMeeting(db, criteria);
    if (sort?.descending) meeting.reverse();
    return meeting
      .filter((one) => after === undefined || follows(one, after, sort?.descending))
      .slice(0, limit);
  },
  count: async (db, _client, criteria) => (await slotsMeeting(db, criteria)).length,
};
