import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Appointment } from '@medplum/fhirtypes';
import { refusalOf, sendFhir } from '../testing/fhir.ts';
import { registerClient, tokenFor } from '../testing/machineClient.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, HOUR } from '../testing/server.ts';

describeScheduling('appointments written through FHIR', ({ database, server, world }) => {
  let osh: string;
  beforeEach(async () => {
    osh = await tokenFor(server, await registerClient(server, 'Osh', ['system/*.cruds']));
  });

  const participant = (reference: string, system?: string, code?: string) => ({
    actor: { reference },
    status: 'accepted' as const,
    ...(code ? { type: [{ coding: [{ system, code }] }] } : {}),
  });
  const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
  const TYPE = 'http://terminology.hl7.org/CodeSystem/participant-type';
  const wanted = (change: Record<string, unknown> = {}) => ({
    resourceType: 'Appointment',
    status: 'booked',
    reasonCode: [{ text: 'Follow-up' }],
    specialty: [{ coding: [{ system: 'http://snomed.info/sct', code: '394579002' }] }],
    start: after(HOUR),
    end: after(2 * HOUR),
    participant: [
      participant(`Practitioner/${world.specialist}`, V3, 'CON'),
      participant(`Practitioner/${world.osh.referrer}`, V3, 'REF'),
      participant(`Practitioner/${world.interpreter}`, TYPE, 'translator'),
      participant(`Patient/${world.osh.patient}`),
      participant(`Location/${world.osh.room}`),
    ],
    ...change,
  });
  const create = (change?: Record<string, unknown>) =>
    sendFhir<Appointment>(server, osh, 'POST', 'Appointment', { body: wanted(change) });
  const update = (body: Appointment, version?: string, id = body.id) =>
    sendFhir<Appointment>(server, osh, 'PUT', `Appointment/${id}`, {
      body,
      headers: version ? { 'if-match': `W/"${version}"` } : {},
    });

  it('books, and what was booked stands in the API of people', async () => {
    const { status, body, headers } = await create();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`https://consult.example/fhir/R4/Appointment/${body.id}`);
    const seen = await server.send('GET', `/api/appointments/${body.id}`, { as: world.specialist });
    expect(seen.body).toMatchObject({
      status: 'booked',
      specialty: 'cardiology',
      reason: 'Follow-up',
      organizerTimeZone: 'Asia/Bishkek',
      participants: expect.arrayContaining([
        expect.objectContaining({ actor: world.interpreter, role: 'interpreter' }),
      ]),
    });
  });

  it('holds time as every booking does: whoever is held cannot be booked again', async () => {
    await create();
    const again = await create({ reasonCode: [{ text: 'Another' }] });
    expect(refusalOf(again)).toMatchObject({ status: 409, code: 'actor_busy' });
    expect(refusalOf(again).diagnostics).toContain(after(2 * HOUR));
  });

  it('reschedules and cancels by version', async () => {
    const { body: booked } = await create();
    const later = { ...booked, start: after(3 * HOUR), end: after(4 * HOUR) };
    const moved = await update(later, '1');
    expect(moved.body).toMatchObject({ start: after(3 * HOUR), meta: { versionId: '2' } });
    expect(moved.headers.get('etag')).toBe('W/"2"');
    expect(refusalOf(await update(later, '1'))).toMatchObject({
      status: 412,
      code: 'version_conflict',
    });
    const cancelled = await update(
      { ...moved.body, status: 'cancelled', cancelationReason: { text: 'The patient is well' } },
      '2',
    );
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      cancelationReason: { text: 'The patient is well' },
    });
  });

  it('refuses an update without a version, or of what cannot change', async () => {
    const { body } = await create();
    expect(refusalOf(await update(body))).toMatchObject({
      status: 400,
      diagnostics: 'If-Match: required',
    });
    const rest = body.participant.filter(({ actor }) => !actor?.reference?.startsWith('Patient/'));
    for (const [change, diagnostics] of [
      [{ participant: rest }, 'participant: not_changeable'],
      [{ specialty: undefined }, 'specialty: not_changeable'],
      [{ id: world.specialist }, 'id: differs_from_the_address'],
    ] as const)
      expect(
        refusalOf(await update({ ...body, ...change } as Appointment, '1', body.id)),
      ).toMatchObject({
        status: 400,
        diagnostics,
      });
  });

  it('says the reason anew, and lets an interpreter go, who stays in the list as declined', async () => {
    const { body } = await create();
    const renamed = await update({ ...body, reasonCode: [{ text: 'Before the operation' }] }, '1');
    expect(renamed.body).toMatchObject({ reasonCode: [{ text: 'Before the operation' }] });
    const participants = renamed.body.participant.map((one) =>
      one.actor?.reference === `Practitioner/${world.interpreter}`
        ? { ...one, status: 'declined' as const }
        : one,
    );
    const both = { ...renamed.body, participant: participants, reasonCode: [{ text: 'Both' }] };
    expect(refusalOf(await update(both, '2')).diagnostics).toBe(
      'participant: not_with_other_changes',
    );
    const released = await update({ ...renamed.body, participant: participants }, '2');
    expect(released.body.participant).toContainEqual(
      expect.objectContaining({
        actor: expect.objectContaining({ reference: `Practitioner/${world.interpreter}` }),
        status: 'declined',
      }),
    );
    const moved = { ...released.body, start: after(3 * HOUR), end: after(4 * HOUR) };
    expect((await update(moved, released.body.meta?.versionId)).status).toBe(200);
  });

  it('creates once what is sent twice with If-None-Exist', async () => {
    const send = (query: string) =>
      sendFhir<Appointment>(server, osh, 'POST', 'Appointment', {
        body: wanted(),
        headers: { 'if-none-exist': query },
      });
    const query = `patient=Patient/${world.osh.patient}&date=ge${after(0).slice(0, 10)}`;
    const first = await send(query);
    const second = await send(query);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers.get('last-modified')).not.toBeNull();
    await create({ start: after(30 * HOUR), end: after(31 * HOUR) });
    expect(refusalOf(await send(query)).status).toBe(412);
    expect(refusalOf(await send('magic=1'))).toMatchObject({ status: 400 });
  });

  it('creates once what is sent several times at one moment with If-None-Exist', async () => {
    const query = `patient=Patient/${world.osh.patient}&date=ge${after(0).slice(0, 10)}`;
    // Each wants another time, so nobody's hold is in another's way.
    const answers = await Promise.all(
      [1, 3, 5].map((hour) =>
        sendFhir<Appointment>(server, osh, 'POST', 'Appointment', {
          body: wanted({ start: after(hour * HOUR), end: after((hour + 1) * HOUR) }),
          headers: { 'if-none-exist': query },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const left = await database().selectFrom('conditional_create').selectAll().execute();
    expect(left).toEqual([]);
  });

  it("obeys the platform's rules of status and of access", async () => {
    const { body } = await create();
    expect(refusalOf(await update({ ...body, status: 'fulfilled' }, '1'))).toMatchObject({
      status: 409,
      code: 'status_transition_refused',
    });
    const almaty = await tokenFor(
      server,
      await registerClient(server, 'Almaty', ['system/*.cruds']),
    );
    const stolen = await sendFhir(server, almaty, 'PUT', `Appointment/${body.id}`, {
      body,
      headers: { 'if-match': 'W/"1"' },
    });
    expect(refusalOf(stolen).status).toBe(404);
    const foreign = await sendFhir(server, almaty, 'POST', 'Appointment', {
      body: wanted({ start: after(5 * HOUR), end: after(6 * HOUR) }),
    });
    expect(refusalOf(foreign)).toMatchObject({ status: 403, code: 'forbidden' });
    const reader = await tokenFor(server, await registerClient(server, 'Osh', ['system/*.rs']));
    const written = await sendFhir(server, reader, 'POST', 'Appointment', { body: wanted() });
    expect(refusalOf(written)).toMatchObject({ status: 403, code: 'forbidden' });
  });

  describe('refuses', () => {
    it.each([
      ['elements that would be lost', { comment: 'Bring the scans' }, ': unrecognized_keys'],
      ['another status', { status: 'proposed' }, 'status: must_be_booked'],
      ['no reason', { reasonCode: [] }, 'reasonCode: too_small'],
      ['a time without an offset', { start: '2026-11-23T10:00:00' }, 'start: invalid_format'],
      [
        'a participant without a known part',
        { participant: [participant('Practitioner/00000000-0000-4000-8000-000000000000')] },
        'participant.0.type: unknown_code',
      ],
      [
        'a participant that is no reference',
        { participant: [participant('Dr House')] },
        'participant.0.actor: invalid_reference',
      ],
      [
        'an unknown specialty',
        { specialty: [{ coding: [{ system: 'http://snomed.info/sct', code: '1' }] }] },
        'specialty: unknown_code',
      ],
      ['a resource of another type', { resourceType: 'Slot' }, 'resourceType: invalid_value'],
    ])('%s', async (_what, change, diagnostics) => {
      expect(refusalOf(await create(change))).toMatchObject({ status: 400, diagnostics });
    });

    it('an end before the start', async () => {
      expect(refusalOf(await create({ end: after(0) }))).toMatchObject({
        status: 422,
        code: 'end_before_start',
      });
    });
  });
});
