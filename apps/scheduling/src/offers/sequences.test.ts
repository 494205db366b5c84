import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describeOnEachDatabase } from '../testing/databases.ts';
import { addInterpreter } from '../testing/interpreters.ts';
import {
  type Answer,
  after,
  consultOf,
  HOUR,
  MINUTE,
  MORNING,
  startTestServer,
  type TestServer,
} from '../testing/server.ts';
import { createWorld } from '../testing/world.ts';
import { isWhole } from './rules/circles.ts';

const small = (max: number) => fc.integer({ min: 0, max });
const step = fc.oneof(
  fc.record({ do: fc.constant('book'), hour: small(2), interpreter: small(3) }),
  fc.record({ do: fc.constant('offer'), consult: small(3) }),
  fc.record({
    do: fc.constantFrom('accept', 'accept', 'decline', 'withdraw'),
    who: small(3),
    offer: small(3),
  }),
  fc.record({ do: fc.constantFrom('cancel', 'move'), consult: small(3), hour: small(2) }),
  fc.record({ do: fc.constant('wait'), minutes: small(12) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describeOnEachDatabase('whatever is booked, offered, accepted, withdrawn, moved', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(database());
  });
  afterAll(() => server?.close());

  let took = 0;

  /** Does the steps, three at a time, and gives all answers. */
  async function act(steps: readonly Step[]): Promise<Answer[]> {
    const db = database();
    server.clock.now = MORNING;
    await sql`DELETE FROM jobs.job`.execute(db);
    const world = await createWorld(db);
    const organization = world.organizations.urumqi;
    const people = await Promise.all([
      addInterpreter(db, { organization, pairs: [['ky', 'ru']] }),
      addInterpreter(db, { organization, pairs: [['zh-CN', 'ky']] }),
      addInterpreter(db, { organization, pairs: [['zh-CN', 'ru']] }),
      addInterpreter(db, { organization, pairs: [['ky', 'zh-CN']] }),
    ]);
    const as = world.coordinator;
    const languages = ['zh-CN', 'ky'];
    const consults = async () =>
      (await db.selectFrom('appointment').select(['id', 'version']).orderBy('id').execute()) ?? [];
    const timesAt = (hour: number) => ({
      start: after((hour + 1) * HOUR),
      end: after((hour + 2.5) * HOUR),
    });
    const doStep = async (one: Step): Promise<Answer | undefined> => {
      if (one.do === 'wait' && 'minutes' in one) {
        server.clock.now += one.minutes * MINUTE;
        await server.runJobs();
        return undefined;
      }
      if ('interpreter' in one) {
        const interpreter = people[one.interpreter] ?? '';
        const participants = [
          { actor: one.hour === 0 ? world.specialist : world.otherSpecialist, role: 'specialist' },
          { actor: one.hour === 1 ? world.osh.patient : world.almaty.patient, role: 'patient' },
          ...(one.interpreter % 2 ? [{ actor: interpreter, role: 'interpreter' }] : []),
        ];
        const body = consultOf(world, { ...timesAt(one.hour), participants });
        return server.send('POST', '/api/appointments', { as, body });
      }
      if ('who' in one) {
        const offers = await db
          .selectFrom('interpreter_offer')
          .select('id')
          .orderBy('id')
          .execute();
        const offer = offers[one.offer % Math.max(1, offers.length)];
        const path = `/api/interpreter-offers/${offer?.id}/${one.do}`;
        return offer && server.send('POST', path, { as: people[one.who] });
      }
      if (!('consult' in one)) return undefined;
      const all = await consults();
      const consult = all[one.consult % Math.max(1, all.length)];
      if (!consult) return undefined;
      const path = `/api/appointments/${consult.id}`;
      if (one.do === 'offer')
        return server.send('POST', `${path}/interpreter-offers`, { as, body: { languages } });
      const change =
        one.do === 'cancel' ? { status: 'cancelled' } : timesAt('hour' in one ? one.hour : 0);
      return server.send('PATCH', path, { as, body: { version: consult.version, ...change } });
    };
    const answers: (Answer | undefined)[] = [];
    for (let from = 0; from < steps.length; from += 3)
      answers.push(...(await Promise.all(steps.slice(from, from + 3).map(doStep))));
    return answers.filter((one) => one !== undefined);
  }

  it('nobody is ever held twice, and who accepted is held exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 45 }), async (steps) => {
        const answers = await act(steps);
        expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
        took += answers.filter(
          ({ body }) => body !== null && JSON.stringify(body).includes('"state":"accepted"'),
        ).length;
        const { rows: wrong } = await sql`
          SELECT participant.*, appointment.status AS consult FROM participant
          JOIN appointment ON appointment.id = participant.appointment_id
          LEFT JOIN hold USING (appointment_id, actor_id)
          WHERE (participant.status <> 'declined' AND appointment.status IN ('pending', 'booked', 'arrived'))
            IS DISTINCT FROM (hold.during IS NOT NULL
              AND hold.during = tstzrange(appointment.starts_at, appointment.ends_at, '[)'))`.execute(
          database(),
        );
        expect(wrong).toEqual([]);
        const { rows: twice } = await sql`
          SELECT one.actor_id FROM hold AS one JOIN hold AS other
            ON one.actor_id = other.actor_id AND one.appointment_id < other.appointment_id
            AND one.during && other.during`.execute(database());
        expect(twice).toEqual([]);
        const accepted = await database()
          .selectFrom('interpreter_offer_recipient as recipient')
          .innerJoin('interpreter_offer as offer', 'offer.id', 'recipient.offer_id')
          .leftJoin('participant', (join) =>
            join
              .onRef('participant.appointment_id', '=', 'offer.appointment_id')
              .onRef('participant.actor_id', '=', 'recipient.actor_id'),
          )
          .select(['offer.id', 'offer.state', 'recipient.covers', 'participant.status'])
          .where('recipient.state', '=', 'accepted')
          .execute();
        expect(accepted.filter(({ status }) => status !== 'accepted')).toEqual([]);
        for (const [, some] of Map.groupBy(accepted, ({ id }) => id)) {
          const whole = isWhole(some.map(({ covers }) => covers));
          if (some[0]?.state === 'accepted') expect(whole).toBe(true);
          if (some[0]?.state === 'open') expect(whole).toBe(false);
        }
      }),
      { numRuns: 12 },
    );
    expect(took).toBeGreaterThan(0);
  }, 180_000);
});
