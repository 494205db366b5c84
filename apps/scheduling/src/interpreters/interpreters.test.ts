import { expect, it } from '@jest/globals';
import { interpreterSchema, pageOf } from '@silkconsult/protocol';
import { EventReader } from '../testing/eventReader.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { problemOf } from '../testing/server.ts';

describeScheduling("an interpreter's languages", ({ server, world }) => {
  const before = { languagePairs: [['zh-CN', 'ru']], dialects: [] };
  const wanted = {
    languagePairs: [
      ['zh-CN', 'ru'],
      ['zh-CN', 'ky'],
    ],
    dialects: ['ky-south'],
  };
  const path = () => `/api/interpreters/${world.interpreter}/languages`;
  const change = (as: string, body: object = { ...wanted, before }) =>
    server.send('PUT', path(), { as, body });

  it('are said by who arranges consults, and who searches finds them by it', async () => {
    const { reader } = await EventReader.open(server.url, await server.tokenOf(world.admin));
    const read = await server.send('GET', path(), { as: world.interpreter });
    expect(read.body).toMatchObject(before);
    expect((await change(world.coordinator)).body).toMatchObject(wanted);
    await reader.until(() => reader.events.some(({ type }) => type === 'directoryChanged'));
    reader.close();
    const found = await server.send('GET', '/api/interpreters?from=ky&to=zh-CN', {
      as: world.osh.coordinator,
    });
    const { items } = pageOf(interpreterSchema).parse(found.body);
    expect(items.map(({ id }) => id)).toEqual([world.interpreter]);
  });

  it('let one of two win who change them at the same moment', async () => {
    const rivals = await Promise.all([change(world.coordinator), change(world.admin)]);
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = rivals.find(({ status }) => status === 409);
    expect(lost && problemOf(lost)).toMatchObject({
      code: 'version_conflict',
      params: { current: wanted },
    });
  });

  it('are not their own to say, nor strangers’, and make sense', async () => {
    for (const as of [world.interpreter, world.specialist, world.osh.coordinator])
      expect(problemOf(await change(as)).code).toBe('forbidden');
    for (const languagePairs of [
      [],
      [['ru', 'ru']],
      [['ru', 'xx']],
      [
        ['ru', 'ky'],
        ['ky', 'ru'],
      ],
    ])
      expect((await change(world.admin, { ...wanted, languagePairs, before })).status).toBe(400);
    const other = await server.send('PUT', `/api/interpreters/${world.specialist}/languages`, {
      as: world.coordinator,
      body: { ...wanted, before },
    });
    expect(problemOf(other).code).toBe('not_found');
  });
});
