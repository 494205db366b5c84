import { randomUUID } from 'node:crypto';
import type { AppointmentSearch } from '@silkconsult/protocol';
import { appointmentSearchSchema } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Database } from '../../apps/scheduling/src/database/types.ts';
import { searchAppointments } from '../../apps/scheduling/src/search/commands.ts';
import { findCandidates } from '../../apps/scheduling/src/search/store.ts';
import { writeAppointments } from './network/appointments.ts';
import { type BenchNetwork, writePeople } from './network/people.ts';
import { startBenchServer } from './network/server.ts';
import type { BenchResult } from './result.ts';
import { median, percentile, result } from './result.ts';

const GOAL_RATIO = 8;
const GOAL_MEDIAN_MS = 60;
const GOAL_GROWTH = 1.5;
const ROUNDS = 300;
const WARM_UP = 30;
const DAY = 86_400_000;
/** As many consults a day as make 100,000 a year; the window that is searched is equally full. */
const AROUND_NOW = { count: 10_000, days: 36.5, before: 5 };
const YEAR_BEFORE = { count: 90_000, days: 328.5 };

/**
 * The next ten shared times within 30 days: any specialist of a specialty, a referrer, a patient,
 * any room of the hospital and an interpreter, directly or over Russian. Beside it, in turn, a plain
 * indexed SELECT of the appointments that these candidates have in the same 30 days.
 */
export async function measureSlotSearch(): Promise<BenchResult> {
  const server = await startBenchServer(4);
  try {
    const { db } = server;
    const today = Math.floor(Date.now() / DAY) * DAY;
    const network = await writePeople(db);
    const firstDay = today - AROUND_NOW.before * DAY;
    await writeAppointments(db, network, { ...AROUND_NOW, firstDay });
    const few = await measure(db, network, '10,000 appointments');
    const before = firstDay - Math.ceil(YEAR_BEFORE.days) * DAY;
    await writeAppointments(db, network, { ...YEAR_BEFORE, firstDay: before });
    const all = await measure(db, network, '100,000 appointments');
    const ratio = percentile(all.searches, 0.99) / percentile(all.selects, 0.99);
    const growth = median(all.searches) / median(few.searches);
    console.log(`cost when the data grow tenfold: ${growth.toFixed(2)} (goal ≤ ${GOAL_GROWTH})`);
    const outcome = result(
      'slot-search',
      ratio,
      'p99 of search / p99 of plain SELECT',
      GOAL_RATIO,
      1,
    );
    const pass = outcome.pass && median(all.searches) <= GOAL_MEDIAN_MS && growth <= GOAL_GROWTH;
    return { ...outcome, pass };
  } finally {
    await server.stop();
  }
}

async function measure(db: Database, network: BenchNetwork, name: string) {
  const searches: number[] = [];
  const selects: number[] = [];
  let rows = 0;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const wanted = searchOf(network, round + WARM_UP);
    const ids = await candidatesOf(db, wanted);
    const select = await timed(() => selectPlainly(db, ids, wanted));
    const search = await timed(() => searchOnce(db, network, wanted));
    if (search.value !== wanted.limit) throw new Error(`found only ${search.value} times`);
    if (round < 0) continue;
    rows += select.value;
    selects.push(select.ms);
    searches.push(search.ms);
  }
  const figures = (samples: readonly number[]) =>
    `median ${median(samples).toFixed(1)} ms, p99 ${percentile(samples, 0.99).toFixed(1)} ms`;
  console.log(`${name}: search: ${figures(searches)}`);
  console.log(
    `${name}: plain SELECT of ${Math.round(rows / ROUNDS)} appointments: ${figures(selects)}`,
  );
  return { searches, selects };
}

/** Another specialty, hospital and patient each time. */
function searchOf(network: BenchNetwork, round: number): AppointmentSearch {
  const of = <T>(list: readonly T[], step: number) => list[(round * step) % list.length] as T;
  const partner = of(network.partners, 5);
  return appointmentSearchSchema.parse({
    anySpecialist: { specialty: of(network.specialists, 3).specialty },
    referrer: of(partner.referrers, 1),
    patient: of(partner.patients, 1),
    anyLocationOf: partner.id,
    languagePair: ['zh-CN', partner.language],
    durationMinutes: 30,
    from: new Date().toISOString(),
    to: new Date(Date.now() + 30 * DAY).toISOString(),
    limit: 10,
  });
}

async function searchOnce(db: Database, network: BenchNetwork, wanted: AppointmentSearch) {
  const viewer = {
    personId: network.coordinator,
    sessionId: randomUUID(),
    role: 'coordinator' as const,
    organizationId: network.urumqi[0] ?? '',
    organizationKind: 'urumqi' as const,
  };
  const { options } = await searchAppointments({ db, now: () => new Date() }, viewer, wanted);
  return options.length;
}

async function candidatesOf(db: Database, wanted: AppointmentSearch): Promise<string[]> {
  const named = [wanted.referrer, wanted.patient].filter((id) => id !== undefined);
  const [from, to] = wanted.languagePair ?? ['zh-CN', 'ru'];
  const bridges = [
    [from, to],
    [from, 'ru'],
    ['ru', to],
  ] as const;
  return (await findCandidates(db, wanted, named, bridges)).map(({ id }) => id);
}

async function selectPlainly(db: Database, ids: readonly string[], wanted: AppointmentSearch) {
  const { rows } = await sql`
    SELECT appointment.id, starts_at, ends_at, appointment.status, actor_id
    FROM participant JOIN appointment ON appointment.id = appointment_id
    WHERE actor_id = ANY (${sql.val(ids)}::uuid[])
      AND starts_at >= ${new Date(wanted.from)} AND starts_at < ${new Date(wanted.to)}`.execute(db);
  return rows.length;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await work();
  return { value, ms: performance.now() - started };
}
