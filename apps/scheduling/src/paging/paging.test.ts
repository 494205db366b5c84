import { beforeEach, expect, it } from '@jest/globals';
import type { OnCallCover } from '@silkconsult/protocol';
import { myPagesSchema } from '@silkconsult/protocol';
import { EventReader } from '../testing/eventReader.ts';
import { act, agree, requestOf, sendRequest } from '../testing/requests.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, HOUR, MINUTE, problemOf } from '../testing/server.ts';
import { escalateRequest } from './escalation.ts';

describeScheduling('stat requests', ({ database, server, world }) => {
  beforeEach(async () => {
    await agree(server, world);
  });
  const onCall = (actor: string, start = after(-HOUR), end = after(HOUR), as = world.coordinator) =>
    server.send('POST', '/api/on-call-shifts', { as, body: { actor, start, end } });
  const pages = async (as: string) =>
    myPagesSchema.parse((await server.send('GET', '/api/pages', { as })).body).items;
  const ringing = async () => {
    const everybody = {
      specialist: world.specialist,
      colleague: world.otherSpecialist,
      coordinator: world.coordinator,
      admin: world.admin,
    };
    const found = await Promise.all(
      Object.entries(everybody).map(async ([who, id]) => ((await pages(id)).length ? [who] : [])),
    );
    return found.flat();
  };
  const answer = async (as: string) => {
    const [page] = await pages(as);
    return server.send('POST', `/api/pages/${page?.id}/answer`, { as });
  };
  const wait = async (minutes: number) => {
    server.clock.now += minutes * MINUTE;
    await server.runJobs();
  };

  it('page who is on call, then the specialty, then the coordination, until somebody answers', async () => {
    await onCall(world.specialist);
    const sent = await sendRequest(server, world, { urgency: 'stat' });
    expect(sent.respondBy).toBe(after(15 * MINUTE));
    expect(await ringing()).toEqual(['specialist']);
    const { body } = await server.send('GET', '/api/notices', { as: world.specialist });
    expect(body).toMatchObject({
      items: [{ kind: 'emergency', ring: false, path: `/requests/${sent.id}` }],
    });
    await wait(4);
    expect(await ringing()).toEqual(['specialist']);
    await wait(1);
    expect(await ringing()).toEqual(['specialist', 'colleague']);
    await wait(5);
    const all = ['specialist', 'colleague', 'coordinator', 'admin'];
    expect(await ringing()).toEqual(all);
    await wait(5);
    expect(await ringing()).toEqual(all);
    expect(requestOf(await answer(world.otherSpecialist))).toMatchObject({
      stage: 'accepted',
      version: sent.version + 1,
      specialists: [{ id: world.otherSpecialist }],
    });
    expect(await ringing()).toEqual([]);
    await wait(60);
    expect(await ringing()).toEqual([]);
  });

  it('page the specialty at once when nobody is on call', async () => {
    await onCall(world.specialist, after(HOUR), after(2 * HOUR));
    await sendRequest(server, world, { urgency: 'stat' });
    expect(await ringing()).toEqual(['specialist', 'colleague']);
  });

  it('are answered by one only', async () => {
    await sendRequest(server, world, { urgency: 'stat' });
    const [mine] = await pages(world.specialist);
    const [theirs] = await pages(world.otherSpecialist);
    const answers = await Promise.all([
      server.send('POST', `/api/pages/${mine?.id}/answer`, { as: world.specialist }),
      server.send('POST', `/api/pages/${theirs?.id}/answer`, { as: world.otherSpecialist }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const foreign = await server.send('POST', `/api/pages/${mine?.id}/answer`, {
      as: world.coordinator,
    });
    expect(problemOf(foreign).code).toBe('not_found');
  });

  it('stop ringing when the coordination takes, declines or asks', async () => {
    for (const action of [
      { action: 'take' },
      { action: 'decline', text: 'No.' },
      { action: 'ask', text: 'What is the pressure?' },
    ]) {
      const sent = await sendRequest(server, world, { urgency: 'stat' });
      expect(await ringing()).toEqual(['specialist', 'colleague']);
      await act(server, sent, world.coordinator, action);
      expect(await ringing()).toEqual([]);
      await wait(60);
      expect(await ringing()).toEqual([]);
    }
  });

  it('ring again when the answer to a question has come', async () => {
    const sent = await sendRequest(server, world, { urgency: 'stat' });
    const asked = requestOf(
      await act(server, sent, world.coordinator, { action: 'ask', text: 'Pressure?' }),
    );
    await act(server, asked, world.osh.referrer, { action: 'answer', text: '80 to 50' });
    expect(await ringing()).toEqual(['specialist', 'colleague']);
  });

  it('are escalated once, however often and by however many processes it is tried', async () => {
    await onCall(world.specialist);
    const { id: serviceRequestId } = await sendRequest(server, world, { urgency: 'stat' });
    server.clock.now += 5 * MINUTE;
    const run = { id: serviceRequestId, attempt: 1, last: false };
    const attempt = () => escalateRequest.handle(server.context, { serviceRequestId }, run);
    await Promise.all([attempt(), attempt()]);
    await attempt();
    expect(await ringing()).toEqual(['specialist', 'colleague']);
    const escalations = await database()
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'escalate')
      .execute();
    expect(escalations).toHaveLength(1);
  });

  it('leave the others in peace: no other urgency pages anybody', async () => {
    await onCall(world.specialist);
    await sendRequest(server, world, { urgency: 'asap' });
    expect(await ringing()).toEqual([]);
  });

  it('take interpreters on call as well, can be changed by one at a time, and show the gaps', async () => {
    const path = '/api/on-call-shifts';
    const token = await server.tokenOf(world.coordinator);
    const { reader } = await EventReader.open(server.url, token);
    const heard = () => reader.events.filter(({ actorId }) => actorId === world.interpreter).length;
    const added = await onCall(world.interpreter, after(0), after(4 * HOUR));
    expect(added).toMatchObject({ status: 201, body: { languagePairs: [['zh-CN', 'ru']] } });
    const { id } = added.body as { id: string };
    await onCall(world.interpreter, after(6 * HOUR), after(8 * HOUR));
    const change = (end: string, version = 1, as = world.coordinator) =>
      server.send('PATCH', `${path}/${id}`, { as, body: { version, start: after(0), end } });
    expect(problemOf(await change(after(7 * HOUR)))).toMatchObject({
      code: 'actor_busy',
      params: { start: after(6 * HOUR), end: after(8 * HOUR) },
    });
    expect(problemOf(await change(after(5 * HOUR), 1, world.interpreter)).code).toBe('forbidden');
    const rivals = await Promise.all([change(after(5 * HOUR)), change(after(3 * HOUR))]);
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(problemOf(rivals.find(({ status }) => status === 409) ?? added).code).toBe(
      'version_conflict',
    );
    // Open pages hear of each change, and read again.
    await reader.until(() => heard() === 3);
    reader.close();
    const window = `?from=${after(0)}&to=${after(8 * HOUR)}`;
    const own = await server.send('GET', `${path}${window}&mine=true`, { as: world.interpreter });
    expect((own.body as { items: unknown[] }).items).toHaveLength(2);
    const none = await server.send('GET', `${path}${window}&mine=true`, { as: world.specialist });
    expect((none.body as { items: unknown[] }).items).toEqual([]);
    const foreign = await server.send('GET', `${path}${window}`, { as: world.osh.coordinator });
    expect(problemOf(foreign).code).toBe('forbidden');
    const cover = await server.send('GET', `/api/on-call-cover${window}`, {
      as: world.coordinator,
    });
    const [pair] = (cover.body as { items: OnCallCover[] }).items.filter(
      ({ languages }) => languages?.join() === 'ru,zh-CN',
    );
    expect(pair?.gaps.at(-1)).toMatchObject({ end: after(6 * HOUR) });
    expect(pair?.overlaps).toEqual([]);
  });

  it('need shifts that are planned in Urumqi, for who can be on call, once at a time', async () => {
    expect((await onCall(world.specialist)).status).toBe(201);
    expect(problemOf(await onCall(world.specialist)).code).toBe('actor_busy');
    expect(problemOf(await onCall(world.osh.referrer)).code).toBe('actor_unknown');
    expect(problemOf(await onCall(world.otherSpecialist, after(HOUR), after(0))).code).toBe(
      'end_before_start',
    );
    for (const as of [world.osh.coordinator, world.specialist, world.interpreter])
      expect(problemOf(await onCall(world.otherSpecialist, after(0), after(HOUR), as)).code).toBe(
        'forbidden',
      );
    const window = `?from=${after(-HOUR)}&to=${after(HOUR)}`;
    const list = await server.send('GET', `/api/on-call-shifts${window}`, { as: world.specialist });
    const { items } = list.body as { items: { id: string }[] };
    expect(items).toMatchObject([{ actor: world.specialist, start: after(-HOUR) }]);
    const path = `/api/on-call-shifts/${items[0]?.id}`;
    expect((await server.send('DELETE', path, { as: world.specialist })).status).toBe(403);
    expect((await server.send('DELETE', path, { as: world.admin })).status).toBe(204);
    expect((await server.send('DELETE', path, { as: world.admin })).status).toBe(404);
  });
});
