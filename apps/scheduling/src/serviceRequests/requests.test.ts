import { beforeEach, describe, expect, it } from '@jest/globals';
import { pageOf, serviceRequestSchema } from '@silkconsult/protocol';
import { EventReader } from '../testing/eventReader.ts';
import { act, agree, draftOf, requestOf, sendRequest, writeDraft } from '../testing/requests.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR, MINUTE, problemOf } from '../testing/server.ts';

describeScheduling('service requests', ({ database, server, world }) => {
  const patch = (id: string, body: object, as = world.osh.referrer) =>
    server.send('PATCH', `/api/service-requests/${id}`, { as, body });
  const read = async (id: string, as: string) =>
    requestOf(await server.send('GET', `/api/service-requests/${id}`, { as }));
  const list = async (as: string, query = '') =>
    pageOf(serviceRequestSchema).parse(
      (await server.send('GET', `/api/service-requests${query}`, { as })).body,
    );
  const seen = async (as: string) => (await list(as)).items.map(({ id }) => id);

  describe('a draft', () => {
    it('is saved while it is typed, and is its author’s alone', async () => {
      const draft = requestOf(
        await server.send('POST', '/api/service-requests', { as: world.osh.referrer, body: {} }),
      );
      expect(draft).toMatchObject({ version: 1, status: 'draft', urgency: 'routine' });
      await patch(draft.id, { version: 1, question: 'Is an opera' });
      const saved = requestOf(await patch(draft.id, { version: 2, contact: '+996' }));
      expect(saved).toMatchObject({ version: 3, question: 'Is an opera', contact: '+996' });
      expect(await seen(world.osh.referrer)).toEqual([draft.id]);
      for (const as of [world.osh.coordinator, world.coordinator, world.admin])
        expect(await seen(as)).toEqual([]);
      const stranger = await patch(draft.id, { version: 3, question: 'x' }, world.osh.coordinator);
      expect(problemOf(stranger).code).toBe('not_found');
    });

    it('leaves one row in the audit for a sitting, and is offered the contact of the last one', async () => {
      const draft = await writeDraft(server, world, { contact: '+996 1' });
      const path = `/api/service-requests/${draft.id}`;
      const token = await server.tokenOf(world.osh.referrer);
      for (const version of [1, 2, 3])
        await server.send('PATCH', path, { token, body: { version, question: 'x' } });
      for (let times = 0; times < 3; times += 1) await server.send('GET', path, { token });
      const rows = await database()
        .selectFrom('audit_event')
        .select('action')
        .where('entity_id', '=', draft.id)
        .orderBy('id')
        .execute();
      expect(rows.map(({ action }) => action)).toEqual(['create', 'change', 'read']);
      const next = await writeDraft(server, world, { contact: undefined });
      expect(next.contact).toBe('+996 1');
    });

    it('of two tabs keeps what the first one saved, and shows it to the second', async () => {
      const draft = await writeDraft(server, world);
      await patch(draft.id, { version: 1, question: 'First' });
      expect(problemOf(await patch(draft.id, { version: 1, question: 'Second' }))).toMatchObject({
        code: 'version_conflict',
        params: { current: { version: 2, question: 'First' } },
      });
    });

    it('is not sent before it is complete, and says what is missing', async () => {
      await agree(server, world);
      const draft = await writeDraft(server, world, { patientId: null, contact: ' ' });
      const answer = await act(server, draft, world.osh.referrer, { action: 'submit' });
      expect(problemOf(answer)).toMatchObject({
        code: 'request_incomplete',
        params: { missing: ['patientId', 'contact'] },
      });
    });

    it('names no patient of another hospital, and no window that ends before it begins', async () => {
      const body = draftOf(world, { patientId: world.almaty.patient });
      const as = world.osh.referrer;
      const foreign = await server.send('POST', '/api/service-requests', { as, body });
      expect(problemOf(foreign).code).toBe('actor_unknown');
      const backwards = { preferredWindows: [{ start: after(HOUR), end: after(0) }] };
      const wrong = draftOf(world, backwards);
      expect(
        problemOf(await server.send('POST', '/api/service-requests', { as, body: wrong })).code,
      ).toBe('invalid_request');
    });

    it('is written in the partner hospitals only', async () => {
      const refused = [world.coordinator, world.specialist, world.interpreter, world.osh.patient];
      for (const as of refused)
        expect(
          problemOf(await server.send('POST', '/api/service-requests', { as, body: {} })).code,
        ).toBe('forbidden');
    });
  });

  describe('agreements', () => {
    const submit = async (change = {}) => {
      const draft = await writeDraft(server, world, change);
      return act(server, draft, world.osh.referrer, { action: 'submit' });
    };

    it('refuse a request without one, with the agreement that would be needed', async () => {
      expect(problemOf(await submit())).toMatchObject({
        code: 'agreement_required',
        status: 422,
        params: { reason: 'none', specialty: 'cardiology', partner: 'Osh' },
      });
      await agree(server, world, { specialties: ['oncology'] });
      expect(problemOf(await submit())).toMatchObject({
        params: { reason: 'specialty', performer: 'Urumqi' },
      });
      await agree(server, world, { validTo: '2026-11-22' });
      expect(problemOf(await submit())).toMatchObject({ params: { reason: 'expired' } });
    });

    it('give no more than the quota of the week, also to two at the same moment', async () => {
      const { id } = await agree(server, world, { weeklyQuota: 2 });
      expect(requestOf(await submit())).toMatchObject({ agreementId: id, stage: 'triage' });
      const drafts = [await writeDraft(server, world), await writeDraft(server, world)];
      const answers = await Promise.all(
        drafts.map((draft) => act(server, draft, world.osh.referrer, { action: 'submit' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(problemOf(await submit())).toMatchObject({ params: { reason: 'quota' } });
      server.clock.now = Date.parse('2026-11-29T16:00:00Z');
      expect((await submit()).status).toBe(200);
    });

    it('set until when the coordination answers, by the urgency', async () => {
      await agree(server, world);
      const request = await sendRequest(server, world, { urgency: 'asap' });
      expect(request).toMatchObject({
        status: 'active',
        authoredAt: after(0),
        respondBy: after(2 * HOUR),
        waitingFor: { side: 'triage', organizationName: 'Urumqi' },
      });
    });
  });

  describe('triage', () => {
    beforeEach(async () => {
      await agree(server, world);
    });

    it('asks, is answered, accepts and assigns, and shows at every step who has it until when', async () => {
      const sent = await sendRequest(server, world);
      server.clock.now += MINUTE;
      const asked = requestOf(
        await act(server, sent, world.coordinator, { action: 'ask', text: 'Any allergies?' }),
      );
      expect(asked).toMatchObject({
        stage: 'needs-information',
        respondBy: after(MINUTE + 48 * HOUR),
        waitingFor: { side: 'asking', person: { id: world.osh.referrer } },
      });
      const answered = requestOf(
        await act(server, asked, world.osh.referrer, { action: 'answer', text: 'None.' }),
      );
      expect(answered).toMatchObject({
        stage: 'triage',
        waitingFor: { side: 'triage', person: { id: world.coordinator } },
      });
      expect(answered.messages.map(({ kind, text }) => [kind, text])).toEqual([
        ['question', 'Any allergies?'],
        ['answer', 'None.'],
      ]);
      const specialists = [world.specialist, world.otherSpecialist];
      const accepted = requestOf(
        await act(server, answered, world.coordinator, { action: 'accept', specialists }),
      );
      expect(accepted.stage).toBe('accepted');
      expect(accepted.specialists.map(({ id }) => id).sort()).toEqual(specialists.sort());
      expect(await seen(world.specialist)).toEqual([sent.id]);
      const one = await act(server, accepted, world.coordinator, {
        action: 'assign',
        specialists: [world.specialist],
      });
      expect(requestOf(one).specialists).toHaveLength(1);
      expect(await seen(world.otherSpecialist)).toEqual([]);
    });

    it('declines with a reason, and nothing more can be done', async () => {
      const sent = await sendRequest(server, world);
      expect(
        problemOf(await act(server, sent, world.coordinator, { action: 'decline', text: ' ' }))
          .code,
      ).toBe('invalid_request');
      const declined = requestOf(
        await act(server, sent, world.coordinator, { action: 'decline', text: 'Treated locally.' }),
      );
      expect(declined).toMatchObject({
        status: 'revoked',
        stage: 'declined',
        declineReason: 'Treated locally.',
        actions: [],
      });
      expect(declined.waitingFor).toBeUndefined();
      expect(
        problemOf(await act(server, declined, world.coordinator, { action: 'take' })).code,
      ).toBe('status_transition_refused');
      expect((await list(world.osh.referrer, '?show=past')).items).toHaveLength(1);
    });

    it('redirects to another specialty only where an agreement covers it', async () => {
      const sent = await sendRequest(server, world);
      const redirect = { action: 'redirect', specialty: 'oncology', text: 'Looks like a tumour' };
      expect(problemOf(await act(server, sent, world.coordinator, redirect))).toMatchObject({
        code: 'agreement_required',
        params: { specialty: 'oncology' },
      });
      const other = await agree(server, world, { specialties: ['oncology'] });
      expect(requestOf(await act(server, sent, world.coordinator, redirect))).toMatchObject({
        stage: 'triage',
        specialty: 'oncology',
        agreementId: other.id,
        specialists: [],
        messages: [{ kind: 'redirect' }],
      });
    });

    it('lets one of two coordinators act who decide on the same version', async () => {
      const sent = await sendRequest(server, world);
      const answers = await Promise.all([
        act(server, sent, world.coordinator, { action: 'accept', specialists: [] }),
        act(server, sent, world.admin, { action: 'decline', text: 'Not for us.' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const loser = answers.find(({ status }) => status === 409);
      expect(loser && problemOf(loser)).toMatchObject({
        code: 'version_conflict',
        params: { current: { id: sent.id, version: sent.version + 1 } },
      });
    });

    it('can be changed by the asking side until it is accepted, and stays whole', async () => {
      await agree(server, world);
      const sent = await sendRequest(server, world);
      const change = (body: object, as = world.osh.coordinator) => patch(sent.id, body, as);
      const changed = requestOf(await change({ version: sent.version, urgency: 'urgent' }));
      expect(Date.parse(changed.respondBy ?? '')).toBeLessThan(Date.parse(sent.respondBy ?? ''));
      const { version } = changed;
      expect(problemOf(await change({ version, question: ' ' })).code).toBe('request_incomplete');
      expect(problemOf(await change({ version, specialty: 'neurology' })).code).toBe(
        'invalid_request',
      );
      expect(problemOf(await change({ version, summary: 'x' }, world.coordinator)).code).toBe(
        'forbidden',
      );
      await act(server, changed, world.coordinator, { action: 'accept', specialists: [] });
      expect(problemOf(await change({ version: version + 1, summary: 'x' })).code).toBe(
        'status_transition_refused',
      );
    });

    it('is for the coordination in Urumqi; the asking side may answer and call off', async () => {
      const sent = await sendRequest(server, world);
      for (const as of [world.osh.referrer, world.osh.coordinator])
        for (const action of [
          { action: 'take' },
          { action: 'accept', specialists: [] },
          { action: 'decline', text: 'x' },
        ])
          expect(problemOf(await act(server, sent, as, action)).code).toBe('forbidden');
      for (const as of [world.almaty.coordinator, world.specialist, world.interpreter])
        expect(problemOf(await act(server, sent, as, { action: 'take' })).code).toBe('not_found');
      expect(
        problemOf(await act(server, sent, world.coordinator, { action: 'answer', text: 'x' })).code,
      ).toBe('forbidden');
      const off = requestOf(await act(server, sent, world.osh.coordinator, { action: 'revoke' }));
      expect(off).toMatchObject({ stage: 'closed', status: 'revoked' });
    });

    it('assigns nobody but specialists', async () => {
      const sent = await sendRequest(server, world);
      const specialists = [world.osh.referrer];
      expect(
        problemOf(await act(server, sent, world.coordinator, { action: 'assign', specialists }))
          .code,
      ).toBe('role_mismatch');
    });

    it('sees the most pressing first, page by page', async () => {
      const routine = await sendRequest(server, world);
      const urgent = await sendRequest(server, world, { urgency: 'urgent' });
      const asap = await sendRequest(server, world, { urgency: 'asap' });
      const first = await list(world.coordinator, '?limit=2');
      expect(first.items.map(({ id }) => id)).toEqual([asap.id, urgent.id]);
      const second = await list(world.coordinator, `?limit=2&cursor=${first.nextCursor}`);
      expect(second.items.map(({ id }) => id)).toEqual([routine.id]);
      expect(second.nextCursor).toBeUndefined();
    });

    it('is told live to both sides, and to nobody else', async () => {
      const readers = await Promise.all(
        [world.osh.referrer, world.coordinator, world.almaty.coordinator, world.specialist].map(
          async (as) => (await EventReader.open(server.url, await server.tokenOf(as))).reader,
        ),
      );
      const [asking, triage, foreign, stranger] = readers;
      const sent = await sendRequest(server, world);
      await act(server, sent, world.coordinator, { action: 'take' });
      // The draft is heard by its author alone: three changes there, two here. Who may hear of a
      // change is asked when it is read; a busy machine reads the draft when it is one no more.
      const heard = (reader?: EventReader) =>
        reader?.events.filter(({ serviceRequestId }) => serviceRequestId === sent.id).length ?? 0;
      await asking?.until(() => heard(asking) === 3);
      await triage?.until(() => heard(triage) >= 2);
      expect([foreign?.events, stranger?.events]).toEqual([[], []]);
      for (const reader of readers) reader.close();
    });

    it('records who did what', async () => {
      const sent = await sendRequest(server, world);
      await read(sent.id, world.coordinator);
      const rows = await database()
        .selectFrom('audit_event')
        .select(['actor_id', 'action'])
        .where('entity_id', '=', sent.id)
        .orderBy('id')
        .execute();
      expect(rows).toEqual([
        { actor_id: world.osh.referrer, action: 'create' },
        { actor_id: world.osh.referrer, action: 'submit' },
        { actor_id: world.coordinator, action: 'read' },
      ]);
    });
  });

  describe('its consult', () => {
    const accepted = async () => {
      await agree(server, world);
      const sent = await sendRequest(server, world);
      return requestOf(
        await act(server, sent, world.coordinator, {
          action: 'accept',
          specialists: [world.specialist],
        }),
      );
    };
    const book = (serviceRequestId: string, change = {}) =>
      server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, { serviceRequestId, ...change }),
      });

    it('books it, and gives it back when it is cancelled, to be booked again', async () => {
      const request = await accepted();
      const consult = appointmentOf(await book(request.id));
      expect(consult.serviceRequestId).toBe(request.id);
      const booked = await read(request.id, world.osh.referrer);
      expect(booked).toMatchObject({ stage: 'booked', appointmentId: consult.id });
      expect(booked.waitingFor).toBeUndefined();
      await server.send('PATCH', `/api/appointments/${consult.id}`, {
        as: world.coordinator,
        body: { version: 1, status: 'cancelled' },
      });
      const again = await read(request.id, world.osh.referrer);
      expect(again).toMatchObject({ stage: 'accepted', respondBy: after(48 * HOUR) });
      expect(again.appointmentId).toBeUndefined();
      expect((await book(request.id)).status).toBe(201);
    });

    it('is booked once, and only when the request was accepted', async () => {
      const request = await accepted();
      await book(request.id);
      const later = { start: after(3 * HOUR), end: after(4 * HOUR) };
      expect(problemOf(await book(request.id, later))).toMatchObject({
        code: 'status_transition_refused',
        params: { from: 'booked' },
      });
      expect(problemOf(await book(world.specialist, later)).code).toBe('not_found');
      const holds = await database().selectFrom('hold').selectAll().execute();
      expect(holds).toHaveLength(5);
    });

    it('closes it when it was held', async () => {
      const request = await accepted();
      const { id } = appointmentOf(await book(request.id));
      server.clock.now += HOUR;
      for (const [version, status] of [
        [1, 'arrived'],
        [2, 'fulfilled'],
      ])
        await server.send('PATCH', `/api/appointments/${id}`, {
          as: world.coordinator,
          body: { version, status },
        });
      expect(await read(request.id, world.coordinator)).toMatchObject({
        stage: 'closed',
        status: 'completed',
      });
    });
  });
});
