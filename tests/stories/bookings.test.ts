/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect, it } from '@jest/globals';
import type { Appointment, Problem } from '@silkconsult/protocol';
import { Api } from '../support/api.ts';
import { ACCOUNTS } from '../support/consults.ts';
import { createDatabase } from '../support/postgres.ts';
import { stack, startStack } from '../support/stack.ts';

const BOOKINGS = 200;
const HOUR = 3_600_000;

interface Page<T> {
  items: T[];
}

/** Everybody wants the same specialist at the same hour, two months from now, at once. */
async function bookTheSameHour(url: string) {
  const coordinator = await Api.signIn(url, ACCOUNTS.coordinator);
  const specialist = await Api.signIn(url, ACCOUNTS.specialist);
  const { items: patients } = await coordinator.get<Page<{ id: string }>>('/patients?limit=200');
  const start = Math.ceil(Date.now() / HOUR) * HOUR + 60 * 24 * HOUR;
  const booking = (index: number) => ({
    start: new Date(start).toISOString(),
    end: new Date(start + HOUR).toISOString(),
    reason: 'One of many at once',
    evenIfUnavailable: true,
    participants: [
      { actor: specialist.session.me.personId, role: 'specialist' },
      { actor: patients[index % patients.length]?.id, role: 'patient' },
    ],
  });
  const answers = await Promise.all(
    Array.from({ length: BOOKINGS }, (_, index) =>
      coordinator.ask<Appointment>('POST', '/appointments', booking(index)),
    ),
  );
  const held = await specialist.get<Page<Appointment>>(
    `/appointments?${new URLSearchParams({
      from: new Date(start).toISOString(),
      to: new Date(start + HOUR).toISOString(),
    })}`,
  );
  return { answers, held: held.items, specialist: specialist.session.me };
}

function expectOneWinner({
  answers,
  held,
  specialist,
}: Awaited<ReturnType<typeof bookTheSameHour>>) {
  const counts = Object.groupBy(answers, ({ status }) => status);
  expect({ won: counts[201]?.length, refused: counts[409]?.length }).toEqual({
    won: 1,
    refused: BOOKINGS - 1,
  });
  for (const { body } of counts[409] ?? []) {
    const { code, params } = body as Problem;
    expect(code).toBe('actor_busy');
    expect(params).toHaveProperty('actor');
    expect(params).toHaveProperty('start');
  }
  const refusedForSpecialist = counts[409]?.filter(
    ({ body }) => (body as Problem).params?.actor === specialist.personId,
  );
  expect(refusedForSpecialist?.length).toBeGreaterThan(0);
  const winners = (counts[201] ?? []).map(({ body }) => (body as Appointment).id);
  expect(held.map(({ id }) => id)).toEqual(winners);
}

describe('of two hundred bookings of one specialist for the same hour, one is made', () => {
  it('in the embedded database', async () => {
    expectOneWinner(await bookTheSameHour(stack().url));
  }, 60_000);

  it('in PostgreSQL', async () => {
    const database = await createDatabase();
    try {
      const onPostgres = await startStack({ env: { DATABASE_URL: database.url, DEMO: '1' } });
      try {
        expectOneWinner(await bookTheSameHour(onPostgres.url));
      } finally {
        await onPostgres.stop();
      }
    } finally {
      await database.drop();
    }
  }, 120_000);
});
