import type { Logger } from '@silkconsult/service-kit';
import { ConfigError } from '@silkconsult/service-kit';
import { holdsTime } from '../appointments/rules/status.ts';
import * as appointments from '../appointments/store.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Database, Tx } from '../database/types.ts';
import { hashPassword } from '../sessions/password.ts';
import { DEMO_PASSWORD } from './accounts.ts';
import { writeAgreements } from './agreements.ts';
import { planScenes, writeBoardFacts } from './board.ts';
import { writeOnCall } from './onCall.ts';
import { DEMO_ORGANIZATIONS } from './organizations.ts';
import { CAST, DEMO_ACTORS } from './people.ts';
import { type DemoAppointment, planOpen, planWeek } from './plan.ts';
import { writeRequests } from './requests.ts';
import { DEMO_SCHEDULES, planExceptions } from './schedules.ts';
import { demoId } from './seed.ts';
import { writeTranscripts } from './transcripts.ts';

const MINUTE = 60_000;
const KEEP_DAYS = 14;

/** Whether hospitals are registered that are no demonstration. */
export async function holdsRealData(db: Database): Promise<boolean> {
  const real = await db
    .selectFrom('organization')
    .select('id')
    .where('demo', '=', false)
    .limit(1)
    .executeTakeFirst();
  return real !== undefined;
}

async function writePeople(tx: Tx): Promise<void> {
  const present = await tx.selectFrom('account').select('actor_id').limit(1).executeTakeFirst();
  if (present) return;
  await tx
    .insertInto('organization')
    .values(
      DEMO_ORGANIZATIONS.map((one) => ({
        id: demoId('organization', one.key),
        name: one.name,
        names: JSON.stringify(one.names ?? {}),
        kind: one.kind,
        country: one.country,
        city: one.city,
        time_zone: one.timeZone,
        second_time_zone: one.secondTimeZone ?? null,
        languages: one.languages,
        demo: true,
      })),
    )
    .execute();
  await tx
    .insertInto('actor')
    .values(
      DEMO_ACTORS.map((one) => ({
        id: one.id,
        organization_id: demoId('organization', one.organization),
        role: one.role,
        kind: one.kind ?? null,
        specialty: one.specialty ?? null,
        name: one.name,
        native_name: one.nativeName ?? null,
        languages: one.languages,
        language_pairs: JSON.stringify(one.languagePairs ?? []),
        dialects: one.dialects ?? [],
        birth_year: one.birthYear ?? null,
        time_zone: null,
        demo: true,
      })),
    )
    .execute();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await tx
    .insertInto('account')
    .values(
      DEMO_ACTORS.flatMap(({ id, email }) =>
        email ? [{ actor_id: id, email, password_hash: passwordHash }] : [],
      ),
    )
    .execute();
}

/** Hours and leave, where there are none yet: what users entered stays. */
async function writeSchedules(tx: Tx, now: Date): Promise<void> {
  await tx
    .insertInto('schedule')
    .values(
      DEMO_SCHEDULES.map(({ actor, schedule }) => ({
        actor_id: actor,
        version: 1,
        rules: JSON.stringify(schedule),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('schedule_exception')
    .values(
      planExceptions(now).map(({ id, actor, kind, start, end }) => ({
        id,
        actor_id: actor,
        kind,
        starts_at: new Date(start),
        ends_at: new Date(end),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Presence as signalling would have reported it: who held the consult was there throughout. */
async function writePresence(tx: Tx, planned: readonly DemoAppointment[]): Promise<void> {
  const held = planned.filter((one) => one.status === 'fulfilled');
  if (held.length === 0) return;
  const encounterOf = (one: DemoAppointment) => demoId('encounter', one.id);
  await tx
    .insertInto('encounter')
    .values(
      held.map((one) => ({
        id: encounterOf(one),
        appointment_id: one.id,
        status: 'finished' as const,
        started_at: new Date(one.start.getTime() - 2 * MINUTE),
        finished_at: one.end,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('stay')
    .values(
      held.flatMap((one) =>
        one.participants
          .filter(({ role }) => role !== 'location')
          .map(({ actor, role }, index) => ({
            id: demoId('stay', one.id, actor),
            encounter_id: encounterOf(one),
            person_id: actor,
            role,
            joined_at: new Date(one.start.getTime() + (index - 2) * MINUTE),
            left_at: one.end,
          })),
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function writeAppointments(tx: Tx, planned: readonly DemoAppointment[]): Promise<void> {
  if (planned.length === 0) return;
  await tx
    .insertInto('appointment')
    .values(
      planned.map((one) => ({
        id: one.id,
        version: 1,
        status: one.status,
        starts_at: one.start,
        ends_at: one.end,
        organizer_time_zone: one.organizerTimeZone,
        tzdata_version: process.versions.tz ?? '',
        reason: one.reason,
        specialty: one.specialty,
        created_by: one.createdBy,
        demo: true,
      })),
    )
    .execute();
  await tx
    .insertInto('participant')
    .values(
      planned.flatMap((one) =>
        one.participants.map(({ actor, role, status = 'accepted' }) => ({
          appointment_id: one.id,
          actor_id: actor,
          role,
          status,
        })),
      ),
    )
    .execute();
  for (const one of planned)
    if (holdsTime(one.status)) await appointments.insertHolds(tx, one.id, one);
  await writePresence(tx, planned);
  await writeTranscripts(tx, planned);
}

/**
 * Demonstration consults that are over and that nobody touched: planned ones take their planned end,
 * those that were open for somebody to join, and nobody did, are no-shows.
 */
async function concludePast(tx: Tx, planned: readonly DemoAppointment[], now: Date): Promise<void> {
  const stale = await tx
    .selectFrom('appointment')
    .select('id')
    .where('demo', '=', true)
    .where('status', '=', 'booked')
    .where('version', '=', 1)
    .where('starts_at', '<', new Date(now.getTime() - 4 * 60 * MINUTE))
    .execute();
  for (const { id } of stale) {
    const plan = planned.find((one) => one.id === id);
    const status = plan?.status ?? 'noshow';
    await tx.updateTable('appointment').set({ status }).where('id', '=', id).execute();
    await appointments.deleteHolds(tx, id);
    if (plan) await writePresence(tx, [plan]);
  }
}

/**
 * Makes sure that one consult of the people to sign in as is open. One that is running stays: this
 * process may have been started again in the middle of it. Planned demonstration consults in its way
 * are moved aside; a consult that a user booked never is, and then that one is the one to join.
 */
async function ensureOpen(tx: Tx, now: Date, logger: Logger): Promise<void> {
  const running = await tx
    .selectFrom('appointment')
    .innerJoin('participant', 'participant.appointment_id', 'appointment.id')
    .select('appointment.id')
    .where('participant.actor_id', '=', CAST.patient)
    .where('appointment.status', 'in', ['booked', 'arrived'])
    .where('starts_at', '<=', now)
    .where('ends_at', '>', new Date(now.getTime() + 10 * MINUTE))
    .executeTakeFirst();
  if (running) return;
  const open = planOpen(now);
  const actors = open.participants.map(({ actor }) => actor);
  const inTheWay = await tx
    .selectFrom('appointment')
    .innerJoin('participant', 'participant.appointment_id', 'appointment.id')
    .select(['appointment.id', 'appointment.demo'])
    .distinct()
    .where('participant.actor_id', 'in', actors)
    .where('appointment.status', 'in', ['pending', 'booked', 'arrived'])
    .where('starts_at', '<', open.end)
    .where('ends_at', '>', open.start)
    .execute();
  if (inTheWay.some(({ demo }) => !demo)) {
    logger.info('the demonstration consult for now is left out: its people have a booked one');
    return;
  }
  for (const { id } of inTheWay) await tx.deleteFrom('appointment').where('id', '=', id).execute();
  await writeAppointments(tx, [open]);
}

/**
 * Writes the demonstration data at the first start and tops them up at every further one, so that
 * there are always consults around today and one open for admission now. What users made or changed
 * stays as it is.
 *
 * @throws ConfigError when the database holds real data.
 */
export async function refreshDemo(db: Database, now: Date, logger: Logger): Promise<void> {
  if (await holdsRealData(db))
    throw new ConfigError(
      'DEMO would mix invented people into a database with real hospitals: set DEMO=false, or give the demonstration a database of its own.',
    );
  await inTransaction(db, async (tx) => {
    await writePeople(tx);
    await writeSchedules(tx, now);
    await writeAgreements(tx, now);
    await writeOnCall(tx, now);
    await writeRequests(tx, now);
    const oldest = new Date(now.getTime() - KEEP_DAYS * 24 * 60 * MINUTE);
    await tx
      .deleteFrom('appointment')
      .where('demo', '=', true)
      .where('ends_at', '<', oldest)
      .execute();
    await ensureOpen(tx, now, logger);
    const planned = planWeek(now);
    await concludePast(tx, planned, now);
    const ids = planned.map((one) => one.id);
    const present = new Set(
      (await tx.selectFrom('appointment').select('id').where('id', 'in', ids).execute()).map(
        ({ id }) => id,
      ),
    );
    const absent = planned.filter((one) => !present.has(one.id));
    const fresh = await withoutClashes(tx, absent);
    await writeAppointments(tx, fresh);
    await writeBoardFacts(tx, fresh);
    // One by one: the people of a scene may be held by the plan, or by the scene of an earlier start.
    for (const scene of planScenes(now)) {
      const free = await withoutClashes(tx, [scene]);
      await writeAppointments(tx, free);
      await writeBoardFacts(tx, free);
    }
  });
}

/** Planned consults whose people are free: users may have booked them meanwhile. */
async function withoutClashes(
  tx: Tx,
  planned: readonly DemoAppointment[],
): Promise<DemoAppointment[]> {
  const free: DemoAppointment[] = [];
  for (const one of planned) {
    const actors = one.participants.map(({ actor }) => actor);
    const hold = holdsTime(one.status)
      ? await appointments.findHold(tx, { actorIds: actors, times: [one] })
      : undefined;
    if (!hold) free.push(one);
  }
  return free;
}
