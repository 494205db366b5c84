import { beforeEach, expect, it } from '@jest/globals';
import { RefusedError } from '@silkconsult/service-kit';
import fc from 'fast-check';
import { sql } from 'kysely';
import { addException, readFreeBusy } from '../availability/commands.ts';
import { freeTimeOf } from '../availability/rules/freeTime.ts';
import { openingOf } from '../availability/rules/opening.ts';
import { loadActorTimes } from '../availability/store.ts';
import { intersect, normalize, union } from '../intervals/intervals.ts';
import type { Viewer } from '../rules/viewer.ts';
import { giveHours } from '../testing/availability.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { HOUR, MINUTE, MORNING } from '../testing/server.ts';
import { bookAppointment } from './book.ts';
import { changeAppointment, releaseInterpreter } from './commands.ts';
import { holdsTime } from './rules/status.ts';

/** Ten hours of one Monday, in which everybody has something to do: collisions are the rule. */
const WINDOW = { start: MORNING - HOUR, end: MORNING + 9 * HOUR };
const slot = fc
  .tuple(fc.integer({ min: 0, max: 36 }), fc.integer({ min: 1, max: 6 }))
  .map(([start, length]) => ({
    start: new Date(WINDOW.start + start * 15 * MINUTE).toISOString(),
    end: new Date(WINDOW.start + (start + length) * 15 * MINUTE).toISOString(),
  }));
const which = fc.nat(20);
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('book' as const), slot, people: fc.nat(7) }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('move' as const), slot, which }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('cancel' as const), which }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('release' as const), which }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('leave' as const), slot, which }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('offer' as const), which }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('accept' as const), which }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

describeScheduling('whatever is booked, left or offered', ({ begin, database, server, world }) => {
  let booked: string[];
  beforeEach(() => {
    booked = [];
    server.clock.now = WINDOW.start;
  });

  const context = () => server.context;
  const coordinator = (): Viewer => ({
    personId: world.coordinator,
    sessionId: crypto.randomUUID(),
    role: 'coordinator',
    organizationId: world.organizations.urumqi,
    organizationKind: 'urumqi',
  });
  const everybody = () => [
    world.specialist,
    world.otherSpecialist,
    world.interpreter,
    world.osh.patient,
    world.almaty.patient,
    world.osh.room,
  ];
  const nameOf = (actor: string) =>
    ['specialist', 'otherSpecialist', 'interpreter', 'patient (Osh)', 'patient (Almaty)', 'room'][
      everybody().indexOf(actor)
    ];
  const someOf = (people: number) => [
    { actor: people & 1 ? world.specialist : world.otherSpecialist, role: 'specialist' as const },
    { actor: people & 2 ? world.osh.patient : world.almaty.patient, role: 'patient' as const },
    ...(people & 4 ? [{ actor: world.interpreter, role: 'interpreter' as const }] : []),
    ...(people & 2 ? [{ actor: world.osh.room, role: 'location' as const }] : []),
  ];

  async function run(one: Command): Promise<void> {
    const id = 'which' in one ? booked[one.which % Math.max(1, booked.length)] : undefined;
    const version = async () =>
      (
        await database()
          .selectFrom('appointment')
          .select('version')
          .where('id', '=', id ?? '')
          .executeTakeFirstOrThrow()
      ).version;
    const viewer = coordinator();
    switch (one.type) {
      case 'book': {
        const wanted = { ...one.slot, reason: 'Whatever', participants: someOf(one.people) };
        booked.push((await bookAppointment(context(), viewer, wanted)).id);
        return;
      }
      case 'move':
        if (id)
          await changeAppointment(context(), viewer, id, {
            version: await version(),
            ...one.slot,
          });
        return;
      case 'cancel':
        if (id)
          await changeAppointment(context(), viewer, id, {
            version: await version(),
            status: 'cancelled',
          });
        return;
      case 'release':
        if (id) await releaseInterpreter(context(), viewer, id, world.interpreter);
        return;
      case 'leave': {
        const actor = [world.specialist, world.otherSpecialist, world.interpreter][one.which % 3];
        await addException(context(), viewer, actor ?? '', { kind: 'leave', ...one.slot });
        return;
      }
      case 'offer':
        if (id)
          expectNoFailure(
            await server.send('POST', `/api/appointments/${id}/interpreter-offers`, {
              as: world.coordinator,
              body: { languages: ['zh-CN', 'ru'] },
            }),
          );
        return;
      case 'accept': {
        const offers = await database().selectFrom('interpreter_offer').select('id').execute();
        const offer = offers[one.which % Math.max(1, offers.length)];
        if (offer)
          expectNoFailure(
            await server.send('POST', `/api/interpreter-offers/${offer.id}/accept`, {
              as: world.interpreter,
            }),
          );
      }
    }
  }

  const expectNoFailure = ({ status }: { status: number }) => expect(status).toBeLessThan(500);

  /**
   * What each quarter of an hour must be, counted from the rows alone and without any of the interval
   * algebra: from nine to six in Urumqi (UTC+8) for who has hours, always for everybody else, without
   * leave; taken by whatever is held.
   */
  async function expectedQuarters(actor: string, hasHours: boolean): Promise<string[]> {
    const quarters: string[] = [];
    const { rows: leave } = await sql<{ from: number; to: number }>`
      SELECT extract(epoch FROM starts_at)::float8 * 1000 AS from,
        extract(epoch FROM ends_at)::float8 * 1000 AS to
      FROM schedule_exception WHERE actor_id = ${actor}`.execute(database());
    const { rows: held } = await sql<{ from: number; to: number; status: string }>`
      SELECT extract(epoch FROM starts_at)::float8 * 1000 AS from,
        extract(epoch FROM ends_at)::float8 * 1000 AS to, appointment.status
      FROM participant JOIN appointment ON appointment.id = appointment_id
      WHERE actor_id = ${actor} AND participant.status <> 'declined'
        AND appointment.status IN ('pending', 'booked', 'arrived')`.execute(database());
    for (let at = WINDOW.start; at < WINDOW.end; at += 15 * MINUTE) {
      const within = ({ from, to }: { from: number; to: number }) => from <= at && at < to;
      const hour = new Date(at + 8 * HOUR).getUTCHours();
      const isOpen = (!hasHours || (hour >= 9 && hour < 18)) && !leave.some(within);
      const taken = held.find(within);
      if (taken) quarters.push(taken.status === 'pending' ? 'busy-tentative' : 'busy');
      else quarters.push(isOpen ? 'free' : 'busy-unavailable');
    }
    return quarters;
  }

  /** The same, as the API tells it. */
  async function toldQuarters(actor: string): Promise<string[]> {
    const { slots } = await readFreeBusy(context(), coordinator(), actor, WINDOW);
    const quarters: string[] = [];
    for (let at = WINDOW.start; at < WINDOW.end; at += 15 * MINUTE) {
      const slot = slots.find((one) => Date.parse(one.start) <= at && at < Date.parse(one.end));
      quarters.push(slot?.status ?? 'nothing');
    }
    return quarters;
  }

  async function expectInvariants(withHours: readonly string[]): Promise<void> {
    for (const actor of everybody())
      expect({ actor: nameOf(actor), quarters: await toldQuarters(actor) }).toEqual({
        actor: nameOf(actor),
        quarters: await expectedQuarters(actor, withHours.includes(actor)),
      });
    const actors = await loadActorTimes(database(), everybody(), WINDOW);
    for (const actor of actors.values()) {
      const held = [...actor.held].sort((a, b) => a.start - b.start);
      for (const [index, { start }] of held.entries())
        if (index > 0) expect(start).toBeGreaterThanOrEqual(held[index - 1]?.end ?? 0);
      const opening = openingOf(actor, WINDOW);
      const free = freeTimeOf(actor, WINDOW, MINUTE);
      const taken = intersect(normalize(held), opening);
      expect(union(free, taken)).toEqual(opening);
      expect(intersect(free, taken)).toEqual([]);
    }
    // Everybody of a consult is held, or nobody is.
    const parts = await database()
      .selectFrom('participant')
      .innerJoin('appointment', 'appointment.id', 'participant.appointment_id')
      .leftJoin('hold', (join) =>
        join
          .onRef('hold.appointment_id', '=', 'participant.appointment_id')
          .onRef('hold.actor_id', '=', 'participant.actor_id'),
      )
      .select(['appointment.status', 'participant.status as answer', 'hold.actor_id as held'])
      .execute();
    for (const { status, answer, held } of parts)
      expect(held !== null).toBe(holdsTime(status) && answer !== 'declined');
  }

  it('nobody is held twice, nothing is half held, and free and held are the rules', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
        await begin();
        server.clock.now = WINDOW.start;
        booked = [];
        await database().deleteFrom('appointment_series').execute();
        for (const actor of [world.specialist, world.interpreter])
          await giveHours(database(), actor);
        for (const one of commands)
          await run(one).catch((error: unknown) => {
            if (!(error instanceof RefusedError)) throw error;
          });
        await expectInvariants([world.specialist, world.interpreter]);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('also when everything happens at the same time', async () => {
    await giveHours(database(), world.specialist);
    const commands = fc.sample(command, { numRuns: 60, seed: 7 });
    const outcomes = await Promise.allSettled(commands.map(run));
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(RefusedError);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(3);
    await expectInvariants([world.specialist]);
  });
});
