import type {
  AppointmentSearch,
  Language,
  ParticipantRole,
  SearchResult,
} from '@silkconsult/protocol';
import { LONGEST_SEARCH_DAYS } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import { refuseFreeBusy } from '../availability/rules/access.ts';
import { calendarOf } from '../availability/rules/opening.ts';
import { refuseWindow } from '../availability/rules/validity.ts';
import { type LoadedActor, loadActorTimes } from '../availability/store.ts';
import type { Context } from '../context.ts';
import { refuseIf } from '../http/refuse.ts';
import { type Interval, normalize } from '../intervals/intervals.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseSearching } from './rules/access.ts';
import type { Candidate, Part } from './rules/cast.ts';
import { searchTimes, type Wanted } from './rules/search.ts';
import { startsOf } from './rules/starts.ts';
import { type CandidateIds, findCandidates } from './store.ts';

const MINUTE = 60_000;

/** The pairs that the ladder may need; `@>` finds a pair in the order in which it is kept. */
function bridgesOf(pair: AppointmentSearch['languagePair']): [Language, Language][] {
  if (!pair || pair[0] === pair[1]) return [];
  const [from, to] = pair;
  return [
    [from, to],
    [to, from],
    [from, 'ru'],
    ['ru', from],
    ['ru', to],
    [to, 'ru'],
  ];
}

/** Who is named for which part. */
function namedIn(search: AppointmentSearch): { role: ParticipantRole; id: string }[] {
  const one = (role: ParticipantRole, id: string | undefined) => (id ? [{ role, id }] : []);
  return [
    ...(search.specialists ?? []).map((id) => ({ role: 'specialist' as const, id })),
    ...one('referrer', search.referrer),
    ...one('patient', search.patient),
    ...one('location', search.location),
  ];
}

/** Loaded rows → parts to fill, with the times at which each person could begin. */
function toCast(
  search: AppointmentSearch,
  rows: readonly CandidateIds[],
  actors: ReadonlyMap<string, LoadedActor>,
  window: Interval,
) {
  const length = search.durationMinutes * MINUTE;
  const calendar = calendarOf(window);
  const inWindow = ({ start, end }: Interval) => start < window.end && end > window.start;
  const candidate = (id: string, role: ParticipantRole): Candidate => {
    const actor = actors.get(id);
    if (!actor) throw new RefusedError('actor_unknown', { actor: id });
    const minutes = actor.held.filter(inWindow).map(({ start, end }) => (end - start) / MINUTE);
    const loaded = { ...actor, role, load: minutes.reduce((sum, each) => sum + each, 0) };
    return { ...loaded, starts: startsOf(loaded, window, length, calendar) };
  };
  const allOf = (wish: CandidateIds['wish'], role: ParticipantRole): Part => ({
    role,
    open: true,
    anyOf: rows.filter((row) => row.wish === wish).map(({ id }) => candidate(id, role)),
  });
  const named = namedIn(search).map(
    ({ id, role }): Part => ({ role, open: false, anyOf: [candidate(id, role)] }),
  );
  return {
    specialists: search.anySpecialist
      ? [allOf('specialist', 'specialist')]
      : named.filter(({ role }) => role === 'specialist'),
    others: [
      ...named.filter(({ role }) => role !== 'specialist'),
      ...(search.anyLocationOf ? [allOf('location', 'location')] : []),
    ],
    interpreters: allOf('interpreter', 'interpreter').anyOf,
  };
}

/**
 * The times at which everybody can meet. Three queries whatever the number of people; the rest is
 * arithmetic.
 *
 * @throws RefusedError `actor_unknown` for a named person who does not exist, and `forbidden` when
 * the viewer may not see when one of them is free.
 */
export async function searchAppointments(
  { db, now }: Pick<Context, 'db' | 'now'>,
  viewer: Viewer,
  search: AppointmentSearch,
): Promise<SearchResult> {
  refuseIf(refuseSearching(viewer));
  const at = now();
  const window = {
    start: Math.max(Date.parse(search.from), at.getTime()),
    end: Date.parse(search.to),
  };
  refuseIf(refuseWindow(window, LONGEST_SEARCH_DAYS));
  const named = namedIn(search).map(({ id }) => id);
  const rows = await findCandidates(db, search, named, bridgesOf(search.languagePair));
  const actors = await loadActorTimes(
    db,
    rows.map(({ id }) => id),
    window,
  );
  for (const id of named) {
    const actor = actors.get(id);
    if (actor) refuseIf(refuseFreeBusy(viewer, actor));
  }
  const wanted: Wanted = {
    window,
    length: search.durationMinutes * MINUTE,
    now: window.start,
    waitingSince: search.waitingSince ? Date.parse(search.waitingSince) : undefined,
    preferred: normalize(
      (search.preferredWindows ?? []).map(({ start, end }) => ({
        start: Date.parse(start),
        end: Date.parse(end),
      })),
    ),
    urgency: search.urgency,
    limit: search.limit,
    interpreter: search.interpreter,
    languagePair: search.languagePair,
    specialty: search.anySpecialist?.specialty,
  };
  const result = searchTimes(toCast(search, rows, actors, window), wanted);
  await recordAudit(db, at, viewer, 'search', 'schedule');
  return result;
}
