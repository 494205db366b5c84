import { expect, it } from '@jest/globals';
import { interpreterOfferSchema } from '@silkconsult/protocol';
import fc from 'fast-check';
import { sql } from 'kysely';
import { addInterpreter } from '../testing/interpreters.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { type Answer, after, appointmentOf, consultOf, HOUR, MINUTE } from '../testing/server.ts';
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

/** A consult without an interpreter, and one who knows the pair takes it. */
const OPENING: readonly Step[] = [
  { do: 'book', hour: 0, interpreter: 0 },
  { do: 'offer', consult: 0 },
  { do: 'accept', who: 1, offer: 0 },
];

const offerOf = ({ body }: Answer) => interpreterOfferSchema.parse(body);

describeScheduling(
  'whatever is booked, offered and accepted',
  ({ begin, database, server, world }) => {
    /** Has one offer accepted, does the steps, three at a time, and gives the answers to these. */
    async function act(steps: readonly Step[]): Promise<Answer[]> {
      const db = database();
      await begin();
      const organization = world.organizations.urumqi;
      const people = await Promise.all([
        addInterpreter(db, { organization, pairs: [['ky', 'ru']] }),
        addInterpreter(db, { organization, pairs: [['zh-CN', 'ky']] }),
        addInterpreter(db, { organization, pairs: [['zh-CN', 'ru']] }),
        addInterpreter(db, { organization, pairs: [['ky', 'zh-CN']] }),
      ]);
      const as = world.coordinator;
      const languages = ['zh-CN', 'ky'];
      const consults: string[] = [];
      const offers: string[] = [];
      const versionOf = async (id: string) =>
        (
          await db
            .selectFrom('appointment')
            .select('version')
            .where('id', '=', id)
            .executeTakeFirstOrThrow()
        ).version;
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
            {
              actor: one.hour === 0 ? world.specialist : world.otherSpecialist,
              role: 'specialist',
            },
            { actor: one.hour === 1 ? world.osh.patient : world.almaty.patient, role: 'patient' },
            ...(one.interpreter % 2 ? [{ actor: interpreter, role: 'interpreter' }] : []),
          ];
          const body = consultOf(world, { ...timesAt(one.hour), participants });
          return server.send('POST', '/api/appointments', { as, body });
        }
        if ('who' in one) {
          const path = `/api/interpreter-offers/${offers[one.offer % offers.length]}/${one.do}`;
          return server.send('POST', path, { as: people[one.who] });
        }
        if (!('consult' in one)) return undefined;
        const consult = consults[one.consult % consults.length] ?? '';
        const path = `/api/appointments/${consult}`;
        if (one.do === 'offer')
          return server.send('POST', `${path}/interpreter-offers`, { as, body: { languages } });
        const change =
          one.do === 'cancel' ? { status: 'cancelled' } : timesAt('hour' in one ? one.hour : 0);
        const version = await versionOf(consult);
        return server.send('PATCH', path, { as, body: { version, ...change } });
      };
      /** Does the steps at the same time; what they made is known to those after them. */
      const doAtOnce = async (some: readonly Step[]) => {
        const answers = await Promise.all(some.map(doStep));
        for (const [index, answer] of answers.entries()) {
          if (answer?.status !== 201) continue;
          if (some[index]?.do === 'book') consults.push(appointmentOf(answer).id);
          if (some[index]?.do === 'offer') offers.push(offerOf(answer).id);
        }
        return answers.filter((one) => one !== undefined);
      };
      for (const one of OPENING) await doAtOnce([one]);
      expect(await db.selectFrom('interpreter_offer').select('state').execute()).toEqual([
        { state: 'accepted' },
      ]);
      const answers: Answer[] = [];
      for (let from = 0; from < steps.length; from += 3)
        answers.push(...(await doAtOnce(steps.slice(from, from + 3))));
      return answers;
    }

    it('nobody is ever held twice, and who accepted is held exactly once', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 45 }), async (steps) => {
          const answers = await act(steps);
          expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
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
    }, 180_000);
  },
);
