import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { InterpreterOffer, MyOffer } from '@silkconsult/protocol';
import { interpreterOfferSchema, myOfferSchema, pageOf } from '@silkconsult/protocol';
import { EventReader } from '../testing/eventReader.ts';
import { Gateway } from '../testing/gateway.ts';
import { addInterpreter } from '../testing/interpreters.ts';
import { PushBrowser } from '../testing/pushBrowser.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import {
  type Answer,
  after,
  appointmentOf,
  consultOf,
  HOUR,
  MINUTE,
  MORNING,
  problemOf,
} from '../testing/server.ts';

const SECOND = 1000;
const mine = pageOf(myOfferSchema);

const gateway = new Gateway();
let address: string;
beforeAll(async () => {
  address = await gateway.start();
});
afterAll(() => gateway.stop());

const settings = () => ({ PUSH_SERVICES: address });

describeScheduling('interpreter offers', settings, ({ database, server, world }) => {
  beforeEach(async () => {
    await database().deleteFrom('actor').where('id', '=', world.interpreter).execute();
    await database()
      .updateTable('actor')
      .set({ languages: ['zh-CN'] })
      .where('kind', '=', 'specialist')
      .execute();
    await database()
      .updateTable('actor')
      .set({ languages: ['ky'] })
      .where('role', '=', 'patient')
      .execute();
  });

  const participants = () => [
    { actor: world.specialist, role: 'specialist' },
    { actor: world.osh.referrer, role: 'referrer' },
    { actor: world.osh.patient, role: 'patient' },
  ];
  const book = async (change: Record<string, unknown> = {}) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, { participants: participants(), ...change }),
      }),
    );
  const offer = (id: string, body: unknown = {}, as = world.coordinator) =>
    server.send('POST', `/api/appointments/${id}/interpreter-offers`, { as, body });
  const call = (id: string, body: unknown = {}, as = world.specialist) =>
    server.send('POST', `/api/appointments/${id}/interpreter-calls`, { as, body });
  const offerOf = (answer: Answer): InterpreterOffer => {
    if (answer.status >= 300) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
    return interpreterOfferSchema.parse(answer.body);
  };
  const read = async (id: string, as = world.coordinator) => {
    const answer = await server.send('GET', `/api/appointments/${id}/interpreter-offers`, { as });
    const [latest] = pageOf(interpreterOfferSchema).parse(answer.body).items;
    if (!latest) throw new Error('there is no offer');
    return latest;
  };
  const consultNow = async (id: string, as = world.coordinator) =>
    appointmentOf(await server.send('GET', `/api/appointments/${id}`, { as }));
  const change = async (id: string, body: object) => {
    const { version } = await consultNow(id);
    const path = `/api/appointments/${id}`;
    const whole = { version, ...body };
    return appointmentOf(await server.send('PATCH', path, { as: world.coordinator, body: whole }));
  };
  const answer = (verb: string, id: string, as: string) =>
    server.send('POST', `/api/interpreter-offers/${id}/${verb}`, { as });
  const own = async (as: string): Promise<MyOffer[]> => {
    const { body } = await server.send('GET', '/api/interpreter-offers', { as });
    return mine.parse(body).items;
  };
  const interpreter = (change: Partial<Parameters<typeof addInterpreter>[1]> = {}) =>
    addInterpreter(database(), {
      organization: world.organizations.urumqi,
      pairs: [['zh-CN', 'ky']],
      ...change,
    });
  const onCall = { start: new Date(MORNING - HOUR), end: new Date(MORNING + 12 * HOUR) };
  const holdsOf = (actor: string) =>
    database().selectFrom('hold').selectAll().where('actor_id', '=', actor).execute();
  const noticesOf = (actor: string) =>
    database()
      .selectFrom('notice')
      .select(['kind', 'channel', 'subject_version', 'state', 'resolved_at'])
      .where('recipient_id', '=', actor)
      .orderBy('created_at')
      .orderBy('subject_version')
      .orderBy('channel')
      .execute();
  const toldOf = async (actor: string) =>
    (await noticesOf(actor))
      .filter(({ channel }) => channel === 'in-app')
      .map(({ kind, resolved_at }) => (resolved_at ? `${kind}, settled` : kind));
  const pass = async (ms: number) => {
    server.clock.now += ms;
    return server.runJobs();
  };

  it('reach everybody of the pair who is free, and nobody else', async () => {
    const [one, other, busy] = [await interpreter(), await interpreter(), await interpreter()];
    const kazakh = await interpreter({ pairs: [['zh-CN', 'kk']] });
    await book({
      participants: [
        { actor: world.otherSpecialist, role: 'specialist' },
        { actor: world.almaty.patient, role: 'patient' },
        { actor: busy, role: 'interpreter' },
      ],
    });
    const consult = await book();
    const answered = await offer(consult.id);
    expect(answered.status).toBe(201);
    expect(offerOf(answered)).toMatchObject({
      state: 'open',
      kind: 'planned',
      languages: ['zh-CN', 'ky'],
      circle: 'preferred',
      roundEndsAt: after(HOUR / 8),
      nextCircle: 'pair',
      asked: 2,
    });
    const asked = offerOf(answered).recipients?.map(({ actor }) => actor);
    expect(asked?.sort()).toEqual([one, other].sort());
    expect(await own(kazakh)).toEqual([]);
    const [offered] = await own(one);
    expect(offered).toMatchObject({ state: 'offered', offerState: 'open', start: after(HOUR) });
    expect(JSON.stringify(offered)).not.toContain('patient');
  });

  it('give the consult to exactly one of fifty who accept at once, and hold nobody else', async () => {
    const fifty = await Promise.all(Array.from({ length: 50 }, () => interpreter()));
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    const tokens = await Promise.all(fifty.map((one) => server.tokenOf(one)));
    const answers = await Promise.all(
      tokens.map((token) => server.send('POST', `/api/interpreter-offers/${id}/accept`, { token })),
    );
    const codes = answers.map((one) => (one.status === 200 ? 'accepted' : problemOf(one).code));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    expect(codes.filter((code) => code === 'offer_taken')).toHaveLength(49);
    const held = await database()
      .selectFrom('hold')
      .select('actor_id')
      .where('actor_id', 'in', fifty)
      .execute();
    expect(held).toHaveLength(1);
    const state = await read(consult.id);
    expect(state).toMatchObject({ state: 'accepted', asked: 50 });
    expect(state.interpreters.map(({ actor }) => actor)).toEqual(held.map((row) => row.actor_id));
    expect(state.recipients?.filter((one) => one.state === 'lost')).toHaveLength(49);
    const lost = answers.find((one) => one.status === 409);
    expect(JSON.stringify(lost?.body)).not.toContain(held[0]?.actor_id);
  }, 60_000);

  it('make who accepts a participant, and change nothing when accepted twice', async () => {
    const one = await interpreter();
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    expect((await answer('accept', id, one)).status).toBe(200);
    const again = await answer('accept', id, one);
    expect(again).toMatchObject({ status: 200, body: { state: 'accepted' } });
    const seen = await consultNow(consult.id, one);
    expect(seen).toMatchObject({ interpretation: 'direct', interpreterMissing: false });
    expect(seen.participants).toContainEqual(
      expect.objectContaining({ actor: one, role: 'interpreter', status: 'accepted' }),
    );
    expect(await holdsOf(one)).toHaveLength(1);
    expect((await toldOf(one)).sort()).toEqual(['consult-booked', 'interpreter-offered, settled']);
    expect(problemOf(await offer(consult.id)).code).toBe('interpreter_booked');
  });

  it('cannot be accepted by who has been booked elsewhere meanwhile', async () => {
    const one = await interpreter();
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    await book({
      participants: [
        { actor: world.otherSpecialist, role: 'specialist' },
        { actor: world.almaty.patient, role: 'patient' },
        { actor: one, role: 'interpreter' },
      ],
    });
    expect(problemOf(await answer('accept', id, one))).toMatchObject({
      code: 'actor_busy',
      params: { actor: one, start: after(HOUR) },
    });
    expect(await read(consult.id)).toMatchObject({ state: 'open', interpreters: [] });
  });

  it('go on to the next circle when nobody answers, and tell when nobody is found', async () => {
    const near = await interpreter();
    const far = await interpreter({ organization: world.organizations.almaty });
    await interpreter({ organization: world.organizations.almaty, pairs: [['zh-CN', 'ru']] });
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    expect(await own(far)).toEqual([]);
    expect(await pass(HOUR / 8 - SECOND)).toEqual([]);
    expect(await pass(SECOND)).toContain('ask-next-circle');
    expect(await own(far)).toHaveLength(1);
    expect(await read(consult.id)).toMatchObject({ circle: 'pair', nextCircle: 'relay', asked: 2 });
    await pass(HOUR / 8);
    // The referrer speaks Russian: the relay needs one interpreter.
    expect(await read(consult.id)).toMatchObject({ circle: 'relay', asked: 3 });
    expect((await own(near))[0]).toMatchObject({ state: 'offered' });
    await pass(HOUR / 8);
    expect(await read(consult.id)).toMatchObject({ state: 'nobody', asked: 3 });
    expect(problemOf(await answer('accept', id, near)).code).toBe('offer_closed');
    expect((await own(near))[0]).toMatchObject({ state: 'expired', offerState: 'nobody' });
    expect(await toldOf(near)).toEqual(['interpreter-offered, settled']);
    expect(await toldOf(world.coordinator)).toContain('interpreter-not-found');
    expect(await toldOf(world.osh.coordinator)).toContain('interpreter-not-found');
    expect(await toldOf(world.almaty.coordinator)).not.toContain('interpreter-not-found');
    const board = await server.send('GET', `/api/board?from=${after(0)}&to=${after(24 * HOUR)}`, {
      as: world.coordinator,
    });
    expect(JSON.stringify(board.body)).toContain('interpreter-not-found');
    expect(await consultNow(consult.id)).toMatchObject({
      status: 'booked',
      interpreterMissing: true,
    });
  });

  it('go on at once when everybody asked has declined', async () => {
    const near = await interpreter();
    const far = await interpreter({ organization: world.organizations.almaty });
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    expect((await answer('seen', id, near)).body).toMatchObject({ state: 'seen' });
    expect(await read(consult.id)).toMatchObject({ seen: 1 });
    await answer('decline', id, near);
    expect(await own(far)).toHaveLength(1);
    expect(await read(consult.id)).toMatchObject({ circle: 'pair', declined: 1 });
    await answer('decline', id, far);
    expect(await read(consult.id)).toMatchObject({ state: 'nobody', declined: 2 });
  });

  it('can be taken by two who make a relay together, each half once', async () => {
    await database()
      .updateTable('actor')
      .set({ languages: ['ky'] })
      .where('id', '=', world.osh.referrer)
      .execute();
    const [first, rival] = await Promise.all([
      interpreter({ pairs: [['zh-CN', 'ru']] }),
      interpreter({ pairs: [['ru', 'zh-CN']] }),
    ]);
    const second = await interpreter({ pairs: [['ru', 'ky']] });
    const consult = await book();
    const { id, circle } = offerOf(await offer(consult.id));
    expect(circle).toBe('relay');
    await answer('accept', id, first);
    expect(problemOf(await answer('accept', id, rival)).code).toBe('offer_taken');
    expect(await read(consult.id)).toMatchObject({ state: 'open' });
    await answer('accept', id, second);
    const state = await read(consult.id);
    expect(state.state).toBe('accepted');
    expect(state.interpreters.map(({ covers }) => covers).sort()).toEqual(['first', 'second']);
  });

  it('let go of half a relay when somebody comes for the whole way, and tell them', async () => {
    const direct = await interpreter();
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    await database()
      .updateTable('actor')
      .set({ languages: ['ky'] })
      .where('id', '=', world.osh.referrer)
      .execute();
    const half = await interpreter({ pairs: [['zh-CN', 'ru']] });
    await interpreter({ pairs: [['ru', 'ky']] });
    await pass(HOUR / 8);
    expect(await read(consult.id)).toMatchObject({ circle: 'relay', asked: 3 });
    expect((await answer('accept', id, half)).body).toMatchObject({ covers: 'first' });
    expect(await holdsOf(half)).toHaveLength(1);
    expect((await answer('accept', id, direct)).status).toBe(200);
    expect(await holdsOf(half)).toEqual([]);
    expect(await toldOf(half)).toContain('interpreter-released');
    expect((await own(half))[0]).toMatchObject({ state: 'lost', offerState: 'accepted' });
    const { participants: people } = await consultNow(consult.id);
    expect(people.filter(({ role }) => role === 'interpreter')).toMatchObject([{ actor: direct }]);
  });

  it('hold nobody for half of a relay whose other half nobody takes', async () => {
    await database()
      .updateTable('actor')
      .set({ languages: ['ky'] })
      .where('id', '=', world.osh.referrer)
      .execute();
    const half = await interpreter({ pairs: [['zh-CN', 'ru']] });
    await interpreter({ pairs: [['ru', 'ky']] });
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    await answer('accept', id, half);
    await pass(HOUR / 8);
    expect(await read(consult.id)).toMatchObject({ state: 'nobody', interpreters: [] });
    expect(await holdsOf(half)).toEqual([]);
    expect(await toldOf(half)).toContain('interpreter-released');
    // They did not decline: the next search asks them again.
    offerOf(await offer(consult.id));
    expect((await own(half))[0]).toMatchObject({ state: 'offered' });
  });

  it('reach a browser whose page is closed, once, and are replaced there when it is over', async () => {
    const [one, other] = [await interpreter(), await interpreter()];
    const browser = new PushBrowser(`${address}/push/${other}`);
    await server.send('POST', '/api/push-subscriptions', {
      as: other,
      body: browser.subscription,
    });
    const consult = await book({ reason: 'Suspected hepatitis' });
    const { id } = offerOf(await offer(consult.id));
    await server.runJobs();
    await server.runJobs();
    const pushed = () =>
      gateway.posted
        .filter(({ path }) => path === `/push/${other}`)
        .map((message) => ({
          topic: message.headers.topic,
          text: browser.decrypt(message) as { id: string; title: string; path: string },
        }));
    const [offered, ...more] = pushed();
    expect(more).toEqual([]);
    expect(offered?.text).toMatchObject({ path: '/offers' });
    expect(JSON.stringify(offered?.text)).not.toMatch(/hepatitis|patient/i);
    await answer('accept', id, one);
    await server.runJobs();
    const [, replaced, ...rest] = pushed();
    expect(rest).toEqual([]);
    expect(replaced?.text.id).toBe(offered?.text.id);
    expect(replaced?.topic).toBe(offered?.topic);
    expect(replaced?.text.title).not.toBe(offered?.text.title);
  });

  it('are told to each once in a round, and what has not left is withdrawn', async () => {
    const [one, other] = [await interpreter(), await interpreter()];
    await database()
      .insertInto('push_subscription')
      .values({
        id: randomUUID(),
        actor_id: one,
        endpoint: `${address}/push/${one}`,
        ...new PushBrowser(address).subscription.keys,
        created_at: new Date(MORNING),
      })
      .execute();
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    await Promise.all([offer(consult.id), offer(consult.id)]);
    expect(await noticesOf(one)).toMatchObject([
      { channel: 'in-app', state: 'sent' },
      { channel: 'push', state: 'queued' },
    ]);
    await answer('accept', id, other);
    expect((await noticesOf(one)).map(({ state }) => state)).toEqual(['sent', 'withdrawn']);
    await server.runJobs();
    expect(gateway.posted.filter(({ path }) => path === `/push/${one}`)).toEqual([]);
    await answer('withdraw', id, other);
    const anew = (await noticesOf(one)).filter(({ resolved_at }) => resolved_at === null);
    expect(anew.map(({ channel }) => channel)).toEqual(['in-app', 'push']);
    expect(await toldOf(other)).toContain('interpreter-released');
  });

  it('end in captions alone when nobody is found and a specialist agrees to it', async () => {
    const consult = await book();
    offerOf(await offer(consult.id));
    const captions = (as: string) =>
      server.send('POST', `/api/appointments/${consult.id}/captions-only`, { as });
    expect(problemOf(await captions(world.osh.patient)).code).toBe('forbidden');
    expect(problemOf(await captions(world.otherSpecialist)).code).toBe('not_found');
    await captions(world.coordinator);
    expect((await consultNow(consult.id)).interpreterMissing).toBe(true);
    expect(await toldOf(world.specialist)).toContain('captions-proposed');
    const agreed = appointmentOf(await captions(world.specialist));
    expect(agreed).toMatchObject({ interpretation: 'captions-only', interpreterMissing: false });
    expect(await toldOf(world.specialist)).toContain('captions-proposed, settled');
    expect(await toldOf(world.coordinator)).toContain('interpreter-not-found, settled');
    const one = await interpreter();
    const { id } = offerOf(await offer(consult.id));
    await answer('accept', id, one);
    expect(problemOf(await captions(world.specialist)).code).toBe('interpreter_booked');
  });

  it('wish for a dialect first, and do without when nobody speaks it', async () => {
    const plain = await interpreter();
    const southern = await interpreter({ dialects: ['ky-south'] });
    const consult = await book();
    const { recipients } = offerOf(await offer(consult.id, { dialect: 'ky-south' }));
    expect(recipients?.map(({ actor }) => actor)).toEqual([southern]);
    await pass(HOUR / 8);
    expect(await own(plain)).toHaveLength(1);
    expect((await read(consult.id)).circle).toBe('any-dialect');
  });

  it('go out again when the one who accepted withdraws, but not to them', async () => {
    const [one, other] = [await interpreter(), await interpreter()];
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    await answer('accept', id, one);
    expect((await own(other))[0]).toMatchObject({ state: 'lost' });
    expect((await answer('withdraw', id, one)).body).toMatchObject({ state: 'declined' });
    expect(await holdsOf(one)).toEqual([]);
    expect((await own(other))[0]).toMatchObject({ state: 'offered', offerState: 'open' });
    const admission = await server.send('POST', `/api/appointments/${consult.id}/admission`, {
      as: one,
      body: {},
    });
    expect(problemOf(admission).code).toBe('not_a_participant');
    expect((await answer('accept', id, other)).status).toBe(200);
    expect((await answer('withdraw', id, one)).body).toMatchObject({ state: 'declined' });
    expect((await read(consult.id)).interpreters.map(({ actor }) => actor)).toEqual([other]);
  });

  it('go out by themselves when an interpreter who was booked drops out', async () => {
    const [one, other] = [await interpreter(), await interpreter()];
    const consult = await book({
      participants: [...participants(), { actor: one, role: 'interpreter' }],
    });
    const path = `/api/appointments/${consult.id}/participants/${one}`;
    expect(appointmentOf(await server.send('DELETE', path, { as: one })).interpreterMissing).toBe(
      true,
    );
    expect(await toldOf(one)).toContain('interpreter-released');
    expect(await own(one)).toEqual([]);
    const [offered] = await own(other);
    await answer('accept', offered?.id ?? '', other);
    expect((await consultNow(consult.id)).interpreterMissing).toBe(false);
    const again = `/api/appointments/${consult.id}/participants/${other}`;
    await server.send('DELETE', again, { as: world.coordinator });
    expect(await read(consult.id)).toMatchObject({ state: 'nobody', declined: 1 });
  });

  it('close with a consult that is called off', async () => {
    const one = await interpreter();
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    await change(consult.id, { status: 'cancelled' });
    expect((await own(one))[0]).toMatchObject({ state: 'expired', offerState: 'closed' });
    expect(problemOf(await answer('accept', id, one)).code).toBe('offer_closed');
    expect(await pass(HOUR)).toContain('ask-next-circle');
    expect((await read(consult.id)).state).toBe('closed');
    expect(problemOf(await offer(consult.id)).code).toBe('appointment_cancelled');
  });

  it('are made anew when the consult moves: others are free then', async () => {
    const [one, other] = [await interpreter(), await interpreter()];
    await book({
      start: after(5 * HOUR),
      end: after(6 * HOUR),
      participants: [
        { actor: world.otherSpecialist, role: 'specialist' },
        { actor: world.almaty.patient, role: 'patient' },
        { actor: one, role: 'interpreter' },
      ],
    });
    const consult = await book();
    const { id } = offerOf(await offer(consult.id));
    await answer('decline', id, other);
    await change(consult.id, { start: after(5 * HOUR), end: after(6 * HOUR) });
    expect((await own(one)).find((mineNow) => mineNow.id === id)?.state).toBe('expired');
    expect((await own(other))[0]).toMatchObject({ state: 'offered', start: after(5 * HOUR) });
    await answer('accept', id, other);
    expect(await holdsOf(other)).toHaveLength(1);
  });

  it('can be taken back, and asked for once at a time', async () => {
    const one = await interpreter();
    const consult = await book();
    const first = offerOf(await offer(consult.id));
    expect(offerOf(await offer(consult.id)).id).toBe(first.id);
    const path = `/api/appointments/${consult.id}/interpreter-offers`;
    expect((await server.send('DELETE', path, { as: world.coordinator })).status).toBe(204);
    expect((await own(one))[0]).toMatchObject({ offerState: 'closed' });
    expect(offerOf(await offer(consult.id)).id).not.toBe(first.id);
  });

  it('are told live to those who were asked, and to nobody who was not', async () => {
    const one = await interpreter();
    const stranger = await interpreter({ pairs: [['zh-CN', 'kk']] });
    const open = async (as: string) =>
      (await EventReader.open(server.url, await server.tokenOf(as))).reader;
    const [asked, coordinator, not] = [
      await open(one),
      await open(world.coordinator),
      await open(stranger),
    ];
    try {
      const consult = await book();
      await offer(consult.id);
      const heard = (reader: EventReader) =>
        reader.events.some(({ type }) => type === 'interpreterOfferChanged');
      await asked.until(() => heard(asked));
      await coordinator.until(() => heard(coordinator));
      expect(asked.events.map(({ type }) => type)).toEqual(['interpreterOfferChanged']);
      expect(not.events).toEqual([]);
    } finally {
      for (const reader of [asked, coordinator, not]) reader.close();
    }
  });

  it('are refused to who may not, and need two languages', async () => {
    const one = await interpreter();
    const stranger = await interpreter({ pairs: [['zh-CN', 'kk']] });
    const consult = await book();
    for (const as of [stranger, world.otherSpecialist, world.almaty.coordinator])
      expect(problemOf(await offer(consult.id, {}, as)).code).toBe('not_found');
    expect(problemOf(await offer(consult.id, {}, world.osh.patient)).code).toBe('forbidden');
    const { id } = offerOf(await offer(consult.id, {}, world.osh.referrer));
    expect((await read(consult.id, world.osh.referrer)).recipients).toBeUndefined();
    expect(problemOf(await answer('accept', id, stranger)).code).toBe('not_found');
    expect(problemOf(await answer('withdraw', id, one)).code).toBe('status_transition_refused');
    expect(problemOf(await offer(consult.id, { dialect: 'klingon' })).code).toBe('invalid_request');
    await database()
      .updateTable('actor')
      .set({ languages: ['ky', 'zh-CN'] })
      .where('id', '=', world.osh.patient)
      .execute();
    const easy = await book({ start: after(5 * HOUR), end: after(6 * HOUR) });
    expect(problemOf(await offer(easy.id)).code).toBe('languages_needed');
    expect(offerOf(await offer(easy.id, { languages: ['zh-CN', 'ky'] })).asked).toBe(1);
  });

  describe('from a running room', () => {
    const running = async () => {
      const consult = await book();
      server.clock.now = MORNING + HOUR + 10 * MINUTE;
      return consult;
    };

    it('ring who is on call, whatever their hours say, and let them in at once', async () => {
      const ready = await interpreter({ onCall });
      await interpreter();
      const consult = await running();
      const ringing = offerOf(await call(consult.id));
      expect(ringing).toMatchObject({ kind: 'call', circle: 'on-call', asked: 1 });
      expect(ringing.roundEndsAt).toBe(after(HOUR + 10 * MINUTE + 19 * SECOND));
      expect(await toldOf(ready)).toEqual(['interpreter-called']);
      expect((await own(ready))[0]).toMatchObject({ kind: 'call', state: 'offered' });
      await answer('accept', ringing.id, ready);
      const admission = await server.send('POST', `/api/appointments/${consult.id}/admission`, {
        as: ready,
        body: {},
      });
      expect(admission.status).toBe(200);
      expect(await read(consult.id, world.specialist)).toMatchObject({
        state: 'accepted',
        interpreters: [{ actor: ready }],
      });
    });

    it('ring who is booked and not there first, and stop when they come', async () => {
      const [booked, ready] = [await interpreter(), await interpreter({ onCall })];
      const consult = await book({
        participants: [...participants(), { actor: booked, role: 'interpreter' }],
      });
      server.clock.now = MORNING + HOUR + 5 * MINUTE;
      const ringing = offerOf(await call(consult.id));
      expect(ringing).toMatchObject({ circle: 'booked', asked: 1, nextCircle: 'on-call' });
      expect((await own(booked))[0]).toMatchObject({ kind: 'call', state: 'offered' });
      await pass(14 * SECOND);
      expect(await own(ready)).toHaveLength(1);
      await answer('accept', ringing.id, booked);
      expect(await holdsOf(booked)).toHaveLength(1);
      expect(await holdsOf(ready)).toEqual([]);
      expect(await toldOf(ready)).toEqual(['interpreter-called, settled']);
    });

    it('is over within a minute when nobody answers, whatever is late', async () => {
      await interpreter({ onCall });
      await interpreter();
      await interpreter({ pairs: [['zh-CN', 'ru']] });
      const consult = await running();
      const began = server.clock.now;
      await call(consult.id);
      for (let rounds = 0; rounds < 3; rounds += 1) {
        const { roundEndsAt = '' } = await read(consult.id);
        server.clock.now = Date.parse(roundEndsAt) + SECOND / 2;
        await server.runJobs();
      }
      expect(await read(consult.id)).toMatchObject({ state: 'nobody', asked: 3 });
      expect(server.clock.now - began).toBeLessThanOrEqual(60 * SECOND);
      expect(await toldOf(world.coordinator)).toContain('interpreter-not-found');
    });

    it('ring everybody of the pair after 19 seconds, then give up: captions carry on', async () => {
      await interpreter({ onCall });
      const off = await interpreter();
      const consult = await running();
      await call(consult.id);
      expect(await own(off)).toEqual([]);
      await pass(19 * SECOND);
      expect(await own(off)).toHaveLength(1);
      await pass(19 * SECOND);
      expect(await read(consult.id, world.specialist)).toMatchObject({ state: 'nobody', asked: 2 });
      expect(offerOf(await call(consult.id)).state).toBe('open');
    });

    it('take the place of a search in good time, and say so when nobody can be rung', async () => {
      const consult = await book();
      expect(offerOf(await offer(consult.id))).toMatchObject({ state: 'nobody', asked: 0 });
      const one = await interpreter();
      const planned = offerOf(await offer(consult.id));
      server.clock.now = MORNING + HOUR;
      const ringing = offerOf(await call(consult.id, {}, world.osh.referrer));
      expect(ringing.id).not.toBe(planned.id);
      expect(problemOf(await answer('accept', planned.id, one)).code).toBe('offer_closed');
      expect((await answer('accept', ringing.id, one)).status).toBe(200);
    });

    it('is not for the day before, nor for strangers', async () => {
      const consult = await book({ start: after(25 * HOUR), end: after(26 * HOUR) });
      expect(problemOf(await call(consult.id)).code).toBe('too_early');
      expect(problemOf(await call(consult.id, {}, world.otherSpecialist)).code).toBe('not_found');
      expect(problemOf(await call(consult.id, {}, world.osh.patient)).code).toBe('forbidden');
    });
  });
});
