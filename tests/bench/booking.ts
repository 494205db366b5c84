import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { NewAppointment } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { bookAppointment } from '../../apps/scheduling/src/appointments/book.ts';
import { isHoliday } from '../../apps/scheduling/src/availability/rules/holidays.ts';
import type { Context } from '../../apps/scheduling/src/context.ts';
import {
  MORNING,
  startTestServer,
  type TestServer,
} from '../../apps/scheduling/src/testing/server.ts';
import { findPostgresTools } from '../../scripts/setup/find-program.mjs';
import { type BenchNetwork, writePeople } from './network/people.ts';
import { startBenchServer } from './network/server.ts';
import type { BenchResult } from './result.ts';
import { median, result } from './result.ts';

const GOAL_RATIO = 0.5;
const AT_ONCE = 16;
const SECONDS = 8;
const ROUNDS = 3;
const RIVALS = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of all organisations in the benchmark's network: on their holidays nothing is booked. */
const COUNTRIES = ['CN', 'KZ', 'KG', 'TJ', 'UZ', 'TM', 'MN', 'PK', 'RU'] as const;
/** Hours of a day in Urumqi (04:00 UTC is noon) at which everybody works. */
const HOURS = [4, 5, 7, 8, 9, 10, 11];

/**
 * Whole bookings a second (rules, holds of five actors, event, audit) against the transactions a
 * second of pgbench's built-in one, with as many connections, in turn on the same server. Then a
 * thousand who all want the same specialist at the same hour, over HTTP.
 */
export async function measureBooking(): Promise<BenchResult> {
  const server = await startBenchServer(AT_ONCE);
  const api = await startTestServer(server.db);
  try {
    const network = await writePeople(server.db);
    await pgbench(server.url, ['-i', '-q', '-s', `${AT_ONCE}`]);
    const wishes = wishesOf(network);
    await bookFor(1, api.context, network, wishes);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      theirs.push(await transactionsASecond(server.url));
      ours.push(await bookFor(SECONDS, api.context, network, wishes));
    }
    const each = (rates: readonly number[]) => rates.map((rate) => rate.toFixed(0)).join(' ');
    console.log(`bookings a second: ${each(ours)}; pgbench: ${each(theirs)}`);
    const fair = await rivalsForOneHour(api, network);
    const ratio = median(ours) / median(theirs);
    // Smaller is better for every figure here, so this is pgbench's rate over ours.
    const outcome = result(
      'booking',
      1 / ratio,
      'pgbench transactions a second / bookings a second',
      1 / GOAL_RATIO,
      1,
    );
    return { ...outcome, pass: outcome.pass && fair };
  } finally {
    await api.close();
    await server.stop();
  }
}

const run = promisify(execFile);

async function pgbench(url: string, args: readonly string[]): Promise<string> {
  const tools = findPostgresTools();
  if (!tools) throw new Error('PostgreSQL is not installed');
  // Where initdb on the PATH is a link, pgbench lies beside what it points to.
  const folder = dirname(realpathSync(join(tools, 'initdb')));
  const { hostname, port, username, password } = new URL(url);
  const server = ['-h', hostname, '-p', port, '-U', username, 'postgres'];
  const env = { ...process.env, PGPASSWORD: password };
  return (await run(join(folder, 'pgbench'), [...args, ...server], { env })).stdout;
}

async function transactionsASecond(url: string): Promise<number> {
  const clients = ['-c', `${AT_ONCE}`, '-j', '1', '-T', `${SECONDS}`, '-n'];
  const found = /^tps = ([\d.]+)/m.exec(await pgbench(url, ['-b', 'tpcb-like', ...clients]));
  if (!found) throw new Error('pgbench told no rate');
  return Number(found[1]);
}

/** Consults that everybody has time for, two months ahead: nobody twice in an hour. */
function* wishesOf({
  specialists,
  interpreters,
  partners,
}: BenchNetwork): Generator<NewAppointment> {
  const rooms = partners.flatMap((partner) => partner.rooms.map((room) => ({ room, partner })));
  const firstDay = Math.floor(MORNING / DAY) * DAY + 63 * DAY;
  for (let hour = 0; ; hour += 1) {
    const day = firstDay + Math.floor(hour / HOURS.length) * DAY;
    const start = day + (HOURS[hour % HOURS.length] ?? 4) * HOUR;
    const weekday = new Date(day).getUTCDay();
    const date = new Date(day).toISOString().slice(0, 10);
    if (weekday === 0 || weekday === 6 || COUNTRIES.some((one) => isHoliday(one, date))) continue;
    for (const [place, { room, partner }] of rooms.entries()) {
      const of = <T>(list: readonly T[], step: number) =>
        list[(hour * step + place) % list.length] as T;
      yield {
        start: new Date(start).toISOString(),
        end: new Date(start + HOUR / 2).toISOString(),
        reason: 'Benchmark',
        participants: [
          { actor: of(specialists, 7).id, role: 'specialist' },
          { actor: of(interpreters, 11), role: 'interpreter' },
          { actor: room, role: 'location' },
          { actor: of(partner.referrers, 3), role: 'referrer' },
          { actor: of(partner.patients, 5), role: 'patient' },
        ],
      };
    }
  }
}

/** Books with so many at once for so long; answers how many were booked a second. */
async function bookFor(
  seconds: number,
  context: Context,
  network: BenchNetwork,
  wishes: Generator<NewAppointment>,
): Promise<number> {
  const viewer = viewerOf(network);
  const ends = performance.now() + seconds * 1000;
  let booked = 0;
  let refused = 0;
  const work = async () => {
    while (performance.now() < ends) {
      const wish = wishes.next().value as NewAppointment;
      try {
        await bookAppointment(context, viewer, wish);
        booked += 1;
      } catch (error) {
        // Somebody's extra rules: the next one.
        if (!(error instanceof RefusedError)) throw error;
        refused += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (refused > booked / 5) throw new Error(`${refused} of ${booked + refused} were refused`);
  return booked / seconds;
}

const viewerOf = (network: BenchNetwork) => ({
  personId: network.coordinator,
  sessionId: randomUUID(),
  role: 'coordinator' as const,
  organizationId: network.urumqi[0] ?? '',
  organizationKind: 'urumqi' as const,
});

/** Whether one of them won and all the others got an answer that says why not. */
async function rivalsForOneHour(server: TestServer, network: BenchNetwork): Promise<boolean> {
  const token = await server.tokenOf(network.coordinator);
  const patients = network.partners.flatMap((partner) => partner.patients);
  const start = MORNING + 14 * DAY + 3 * HOUR;
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: RIVALS }, (_, index) =>
      server.send('POST', '/api/appointments', {
        token,
        body: {
          start: new Date(start).toISOString(),
          end: new Date(start + HOUR).toISOString(),
          reason: 'One of a thousand',
          participants: [
            { actor: network.specialists[0]?.id, role: 'specialist' },
            { actor: patients[index], role: 'patient' },
          ],
        },
      }),
    ),
  );
  const counts = Map.groupBy(answers, ({ status }) => status);
  const told = [...counts].map(([status, some]) => `${some.length} × ${status}`).join(', ');
  const took = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${RIVALS} rivals for one hour: ${told} in ${took} s`);
  return counts.get(201)?.length === 1 && counts.get(409)?.length === RIVALS - 1;
}
