import { sql } from 'kysely';
import type { Database } from '../../../apps/scheduling/src/database/types.ts';
import type { BenchNetwork } from './people.ts';

/** Consults of half an hour begin at each of these half hours of a day, from 10:00 in Urumqi. */
const SLOTS_A_DAY = 18;
const FIRST_SLOT_MS = 2 * 3_600_000;

/**
 * So many consults of five, spread evenly over so many days from the first one. Who meets whom turns
 * with the number of the consult: within a slot everybody is different, so nobody is needed twice.
 *
 * @param firstDay at 00:00 UTC
 */
export async function writeAppointments(
  database: Database,
  network: BenchNetwork,
  { count, firstDay, days }: { count: number; firstDay: number; days: number },
): Promise<void> {
  const { specialists, interpreters, partners, coordinator } = network;
  const rooms = partners.flatMap((partner) => partner.rooms);
  const referrers = partners.flatMap((partner) => partner.referrers);
  const patients = partners.flatMap((partner) => partner.patients);
  const perSlot = Math.ceil(count / (days * SLOTS_A_DAY));
  if (perSlot > Math.min(interpreters.length, rooms.length)) throw new Error('too many at once');
  const turn = (ids: readonly string[], step: number) => sql`
    (${sql.val(ids)}::uuid[])[1 + ((slot * ${step} + place) % ${ids.length})::int]`;
  await database.connection().execute(async (db) => {
    await sql`SET statement_timeout = 0`.execute(db);
    // The index of the constraint is built once, at the end: it checks all of them all the same.
    await sql`ALTER TABLE hold DROP CONSTRAINT hold_never_overlaps`.execute(db);
    const batch = 20_000;
    for (let from = 0; from < count; from += batch)
      await sql`
      WITH numbered AS (
        SELECT gen_random_uuid() AS id, number / ${perSlot} AS slot, number % ${perSlot} AS place
        FROM generate_series(${from}::bigint, ${Math.min(from + batch, count) - 1}::bigint) AS number
      ), planned AS (
        SELECT id, slot, place, to_timestamp(${(firstDay + FIRST_SLOT_MS) / 1000})
          + (slot / ${SLOTS_A_DAY}) * interval '1 day'
          + (slot % ${SLOTS_A_DAY}) * interval '30 minutes' AS starts_at
        FROM numbered
      ), written AS (
        INSERT INTO appointment (id, version, status, starts_at, ends_at, organizer_time_zone,
          tzdata_version, reason, created_by, demo)
        SELECT id, 1, CASE WHEN starts_at < now() THEN 'fulfilled' ELSE 'booked' END, starts_at,
          starts_at + interval '30 minutes', 'Asia/Shanghai', '2026a', 'Benchmark',
          ${coordinator}, false
        FROM planned RETURNING id, starts_at, ends_at
      ), parts AS (
        SELECT id, unnest(ARRAY[
          ${turn(
            specialists.map(({ id }) => id),
            7,
          )}, ${turn(interpreters, 11)}, ${turn(rooms, 13)},
          ${turn(referrers, 17)}, ${turn(patients, 19)}]) AS actor_id,
          unnest(ARRAY['specialist', 'interpreter', 'location', 'referrer', 'patient']) AS role
        FROM planned
      ), participants AS (
        INSERT INTO participant (appointment_id, actor_id, role, status)
        SELECT id, actor_id, role, 'accepted' FROM parts
      )
      INSERT INTO hold (appointment_id, actor_id, during)
      SELECT id, actor_id, tstzrange(starts_at, ends_at, '[)') FROM written JOIN parts USING (id)`.execute(
        db,
      );
    await sql`ALTER TABLE hold ADD CONSTRAINT hold_never_overlaps
    EXCLUDE USING gist (actor_id WITH =, during WITH &&)`.execute(db);
    for (const table of ['appointment', 'participant', 'hold'])
      await sql`VACUUM ANALYZE ${sql.table(table)}`.execute(db);
  });
}
