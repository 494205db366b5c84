import { beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { sql } from 'kysely';
import { verifyPassword } from '../sessions/password.ts';
import { describeOnEachDatabase } from '../testing/databases.ts';
import { createWorld } from '../testing/world.ts';
import { offsetMinutes } from '../timeZones.ts';
import { DEMO_ACCOUNTS } from './accounts.ts';
import { DEMO_ORGANIZATIONS } from './organizations.ts';
import { CAST, DEMO_ACTORS } from './people.ts';
import { planWeek } from './plan.ts';
import { refreshDemo } from './refresh.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-23T03:07:00Z');
const LOGGER = createLogger('test', 'silent');

describe('the demonstration network', () => {
  const countOf = (country: string) =>
    DEMO_ORGANIZATIONS.filter((one) => one.kind === 'partner' && one.country === country).length;

  it('has the 22 partners of the eight countries and the five hospitals of Urumqi', () => {
    const countries = ['KZ', 'KG', 'UZ', 'TJ', 'TM', 'MN', 'PK', 'RU'];
    expect(countries.map(countOf)).toEqual([7, 4, 4, 3, 1, 1, 1, 1]);
    expect(DEMO_ORGANIZATIONS.filter((one) => one.kind === 'urumqi')).toHaveLength(5);
  });

  it('lives by the right clocks', () => {
    const noon = new Date('2026-11-23T12:00:00Z');
    const hours = new Map(
      DEMO_ORGANIZATIONS.map((one) => [one.city, offsetMinutes(one.timeZone, noon) / 60]),
    );
    expect(Object.fromEntries(hours)).toMatchObject({
      Urumqi: 8,
      Almaty: 5,
      Samarkand: 5,
      Dushanbe: 5,
      Ashgabat: 5,
      Gilgit: 5,
      Osh: 6,
      Khovd: 7,
      Barnaul: 7,
    });
  });

  it('has specialists of every specialty, interpreters for every language, and accounts for the cast', () => {
    const specialties = new Set(
      DEMO_ACTORS.filter((one) => one.kind === 'specialist').map((one) => one.specialty),
    );
    expect(specialties.size).toBe(16);
    expect(specialties).toContain('traditional-medicine');
    const interpreted = new Set(DEMO_ACTORS.flatMap((one) => one.languagePairs ?? []).flat());
    expect([...interpreted].sort()).toEqual(
      ['en', 'kk', 'ky', 'mn', 'ru', 'tg', 'tk', 'ug', 'ur', 'uz', 'zh-CN'].sort(),
    );
    expect(DEMO_ACTORS.flatMap(({ email }) => email ?? []).sort()).toEqual(
      DEMO_ACCOUNTS.map(({ email }) => email).sort(),
    );
    expect(new Set(DEMO_ACTORS.map(({ id }) => id)).size).toBe(DEMO_ACTORS.length);
  });

  it('is the same at every start, on every machine', () => {
    expect(planWeek(new Date(NOW)).map(({ id }) => id)).toEqual(
      planWeek(new Date(NOW + HOUR)).map(({ id }) => id),
    );
    expect(CAST.specialist).toBe('91297fc2-b40e-8a8b-8020-18a420bd212a');
  });

  it('never needs anybody twice at once, on any day of a year', () => {
    for (let day = 0; day < 365; day += 7) {
      const planned = planWeek(new Date(NOW + day * 24 * HOUR));
      for (const [index, one] of planned.entries())
        for (const other of planned.slice(index + 1)) {
          if (one.start >= other.end || other.start >= one.end) continue;
          const people = new Set(one.participants.map(({ actor }) => actor));
          expect(other.participants.filter(({ actor }) => people.has(actor))).toEqual([]);
        }
    }
  });
});

describeOnEachDatabase('demonstration data', (database) => {
  const refresh = (at: number) => refreshDemo(database(), new Date(at), LOGGER);
  const consults = () => database().selectFrom('appointment').selectAll().execute();
  const openOnes = async (at: number) =>
    database()
      .selectFrom('appointment')
      .innerJoin('participant', 'participant.appointment_id', 'appointment.id')
      .selectAll('appointment')
      .where('actor_id', '=', CAST.patient)
      .where('appointment.status', 'in', ['booked', 'arrived'])
      .where('starts_at', '<=', new Date(at))
      .where('ends_at', '>', new Date(at))
      .execute();

  beforeEach(async () => {
    const db = database();
    for (const table of [
      'audit_event',
      'appointment',
      'service_request',
      'agreement',
      'on_call_shift',
      'account',
      'session',
      'actor',
    ] as const)
      await db.deleteFrom(table).execute();
    await db.deleteFrom('organization').execute();
  });

  it('is a week of consults around today, with one open for the cast now', async () => {
    await refresh(NOW);
    const all = await consults();
    expect(all.length).toBeGreaterThan(50);
    expect(
      all.filter(({ starts_at }) => starts_at.getTime() < NOW - 24 * HOUR).length,
    ).toBeGreaterThan(10);
    expect(
      all.filter(({ starts_at }) => starts_at.getTime() > NOW + 24 * HOUR).length,
    ).toBeGreaterThan(10);
    expect(new Set(all.map(({ status }) => status))).toContain('fulfilled');
    const [open, ...others] = await openOnes(NOW);
    expect(others).toEqual([]);
    expect(open).toMatchObject({ status: 'booked', starts_at: new Date('2026-11-23T03:05:00Z') });
    const account = await database().selectFrom('account').selectAll().executeTakeFirstOrThrow();
    expect(await verifyPassword(DEMO_ACCOUNTS[0].password, account.password_hash)).toBe(true);
    const presence = await database().selectFrom('stay').selectAll().execute();
    expect(presence.length).toBeGreaterThan(40);
  });

  it('gives everybody but patients hours, and somebody leave, and adds nothing at the next start', async () => {
    await refresh(NOW);
    await refresh(NOW + HOUR);
    const without = await database()
      .selectFrom('actor')
      .leftJoin('schedule', 'schedule.actor_id', 'actor.id')
      .select('actor.role')
      .distinct()
      .where('schedule.actor_id', 'is', null)
      .execute();
    expect(without.map(({ role }) => role).sort()).toEqual([
      'admin',
      'coordinator',
      'observer',
      'patient',
    ]);
    const leave = await database().selectFrom('schedule_exception').selectAll().execute();
    expect(leave).toHaveLength(6);
    expect(leave.every(({ ends_at }) => ends_at.getTime() > NOW - 7 * 24 * HOUR)).toBe(true);
  });

  it('has agreements of every partner, requests in every stage, and somebody on call for everything', async () => {
    await refresh(NOW);
    await refresh(NOW + HOUR);
    const db = database();
    const agreements = await db.selectFrom('agreement').selectAll().execute();
    expect(new Set(agreements.map((one) => one.partner_id)).size).toBe(22);
    const requests = await db.selectFrom('service_request').selectAll().execute();
    const stages = ['draft', 'triage', 'needs-information', 'accepted', 'declined', 'closed'];
    expect([...new Set(requests.map(({ stage }) => stage))].sort()).toEqual(stages.sort());
    const onCall = await db
      .selectFrom('on_call_shift')
      .innerJoin('actor', 'actor.id', 'on_call_shift.actor_id')
      .select('actor.specialty')
      .where(sql<boolean>`during @> ${new Date(NOW)}::timestamptz`)
      .execute();
    expect(new Set(onCall.map(({ specialty }) => specialty)).size).toBe(16);
  });

  it('leaves a request alone that somebody has changed', async () => {
    await refresh(NOW);
    const db = database();
    const { id } = await db
      .updateTable('service_request')
      .set({ version: 2, question: 'Changed by a user' })
      .where('stage', '=', 'draft')
      .returning('id')
      .executeTakeFirstOrThrow();
    await refresh(NOW + 48 * HOUR);
    const kept = db.selectFrom('service_request').selectAll().where('id', '=', id);
    expect((await kept.executeTakeFirst())?.question).toBe('Changed by a user');
  });

  it('keeps the consult that is running when the process starts again in the middle of it', async () => {
    await refresh(NOW);
    const [before] = await openOnes(NOW);
    await refresh(NOW + HOUR / 2);
    expect((await openOnes(NOW + HOUR / 2)).map(({ id }) => id)).toEqual([before?.id]);
    await refresh(NOW + HOUR);
    const [after] = await openOnes(NOW + HOUR);
    expect(after?.id).not.toBe(before?.id);
  });

  it('is dated anew at every start, whenever that is', async () => {
    for (const day of [0, 1, 2, 5, 40]) {
      const now = NOW + day * 24 * HOUR + day * HOUR;
      await refresh(now);
      const all = await consults();
      expect(await openOnes(now)).toHaveLength(1);
      const today = all.filter(({ starts_at }) => Math.abs(starts_at.getTime() - now) < 12 * HOUR);
      expect(today.length).toBeGreaterThan(4);
      const stale = all.filter(
        ({ status, ends_at }) => status === 'booked' && ends_at.getTime() < now - 24 * HOUR,
      );
      expect(stale).toEqual([]);
    }
  });

  it('leaves alone what users booked, also where it is in the way', async () => {
    await refresh(NOW);
    const db = database();
    await db.deleteFrom('appointment').execute();
    const mine = {
      id: crypto.randomUUID(),
      version: 1,
      status: 'booked' as const,
      starts_at: new Date(NOW - HOUR),
      ends_at: new Date(NOW + HOUR / 12),
      organizer_time_zone: 'Asia/Bishkek',
      tzdata_version: '2026a',
      reason: 'Booked by a user',
      created_by: CAST.referrer,
      demo: false,
    };
    await db.insertInto('appointment').values(mine).execute();
    await db
      .insertInto('participant')
      .values({
        appointment_id: mine.id,
        actor_id: CAST.specialist,
        role: 'specialist',
        status: 'accepted',
      })
      .execute();
    await refresh(NOW);
    const kept = (await consults()).filter(({ demo }) => !demo);
    expect(kept).toMatchObject([{ id: mine.id, reason: 'Booked by a user' }]);
    expect(await openOnes(NOW)).toEqual([]);
  });

  it('never mixes with real hospitals', async () => {
    await createWorld(database());
    await expect(refresh(NOW)).rejects.toThrow('set DEMO=false');
    expect(await consults()).toEqual([]);
  });
});
