import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { agreementSchema, pageOf } from '@silkconsult/protocol';
import { agree, agreementOf, sendRequest } from '../testing/requests.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { problemOf } from '../testing/server.ts';

describeScheduling('agreements', ({ server, world }) => {
  const list = async (as: string) =>
    pageOf(agreementSchema).parse((await server.send('GET', '/api/agreements', { as })).body).items;

  it('are known to both sides and to nobody else, and tell what of the week is used', async () => {
    const made = await agree(server, world, { weeklyQuota: 3 });
    expect(made).toMatchObject({ version: 1, state: 'valid', usedThisWeek: 0, weeklyQuota: 3 });
    await sendRequest(server, world);
    for (const as of [world.coordinator, world.admin, world.osh.coordinator, world.osh.referrer])
      expect(await list(as)).toMatchObject([{ id: made.id, usedThisWeek: 1 }]);
    for (const as of [world.almaty.referrer, world.interpreter, world.observer, world.osh.patient])
      expect(await list(as)).toEqual([]);
  });

  it('are made and changed in Urumqi only, one version after the other', async () => {
    const body = agreementOf(world);
    for (const as of [world.osh.coordinator, world.specialist, world.interpreter])
      expect(problemOf(await server.send('POST', '/api/agreements', { as, body })).code).toBe(
        'forbidden',
      );
    const made = await agree(server, world);
    const { partnerId, performerId, ...terms } = body;
    const change = (version: number, more: object, as = world.admin) =>
      server.send('PATCH', `/api/agreements/${made.id}`, {
        as,
        body: { version, ...terms, ...more },
      });
    expect((await change(1, {}, world.osh.coordinator)).status).toBe(403);
    expect((await change(1, {}, world.almaty.coordinator)).status).toBe(404);
    const changed = await change(1, { validTo: '2026-11-22', weeklyQuota: 2 });
    expect(changed.body).toMatchObject({ version: 2, state: 'expired', weeklyQuota: 2 });
    expect(problemOf(await change(1, {}))).toMatchObject({
      code: 'version_conflict',
      params: { current: { version: 2, weeklyQuota: 2 } },
    });
  });

  it('join a partner with a hospital in Urumqi, for days in order', async () => {
    const wrong = [
      { partnerId: world.organizations.urumqi },
      { performerId: world.organizations.almaty },
      { validTo: '2025-12-31' },
      { specialties: [] },
      { weeklyQuota: 0 },
      { validFrom: '2026-02-30' },
      { validFrom: '0000-01-01' },
      { askers: { functions: [], people: [world.almaty.referrer] } },
      { askers: { functions: [], people: [world.osh.referrer, world.osh.patient] } },
      { askers: { functions: [], people: [randomUUID()] } },
    ];
    for (const change of wrong) {
      const body = agreementOf(world, change as never);
      const answer = await server.send('POST', '/api/agreements', { as: world.coordinator, body });
      expect([change, problemOf(answer).code]).toEqual([change, 'invalid_request']);
    }
  });
});
