import { beforeEach, expect, it } from '@jest/globals';
import type { Appointment, Bundle, ServiceRequest } from '@medplum/fhirtypes';
import { refusalOf, sendFhir } from '../testing/fhir.ts';
import { registerClient, tokenFor } from '../testing/machineClient.ts';
import { act, agree, requestOf, sendRequest, writeDraft } from '../testing/requests.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR } from '../testing/server.ts';

describeScheduling('requests through FHIR', ({ database, server, world }) => {
  let osh: string;
  beforeEach(async () => {
    osh = await tokenFor(server, await registerClient(server, 'Osh', ['system/*.cruds']));
  });

  const wanted = (change: Record<string, unknown> = {}) => ({
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    priority: 'urgent',
    subject: { reference: `Patient/${world.osh.patient}` },
    requester: { reference: `Practitioner/${world.osh.referrer}` },
    performerType: { coding: [{ system: 'http://snomed.info/sct', code: '394579002' }] },
    reasonCode: [{ text: 'Is an operation needed?' }],
    note: [{ text: 'Chest pain on exertion for a month.' }],
    occurrencePeriod: { start: '2026-11-24T04:00:00Z', end: '2026-11-24T08:00:00Z' },
    extension: [{ url: 'urn:silkconsult:extension:contact', valueString: '+996 555 010101' }],
    ...change,
  });
  const create = (change?: Record<string, unknown>, token = osh) =>
    sendFhir<ServiceRequest>(server, token, 'POST', 'ServiceRequest', { body: wanted(change) });
  const idsOf = async (path: string, token = osh) => {
    const { body } = await sendFhir<Bundle>(server, token, 'GET', path);
    return (body.entry ?? []).map(({ resource }) => resource?.id);
  };
  const update = (body: ServiceRequest, version = body.meta?.versionId) =>
    sendFhir<ServiceRequest>(server, osh, 'PUT', `ServiceRequest/${body.id}`, {
      body,
      headers: { 'if-match': `W/"${version}"` },
    });

  it('are asked in a doctor’s name and wait in the triage queue like every other', async () => {
    await agree(server, world);
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'active',
      priority: 'urgent',
      authoredOn: after(0),
      subject: { reference: `Patient/${world.osh.patient}` },
      performer: [{ reference: `Organization/${world.organizations.urumqi}` }],
    });
    const request = requestOf(
      await server.send('GET', `/api/service-requests/${body.id}`, { as: world.coordinator }),
    );
    expect(request).toMatchObject({
      stage: 'triage',
      requester: { id: world.osh.referrer },
      question: 'Is an operation needed?',
      summary: 'Chest pain on exertion for a month.',
      patientLanguage: 'ru',
      preferredWindows: [{ start: '2026-11-24T04:00:00Z', end: '2026-11-24T08:00:00Z' }],
    });
  });

  it('are refused where no agreement covers them, and leave nothing behind', async () => {
    expect(refusalOf(await create())).toMatchObject({ status: 422, code: 'agreement_required' });
    const rows = await database().selectFrom('service_request').select('id').execute();
    expect(rows).toEqual([]);
  });

  it('are refused for other hospitals’ patients and doctors, and without what is needed', async () => {
    await agree(server, world);
    const other = { reference: `Patient/${world.almaty.patient}` };
    expect(refusalOf(await create({ subject: other })).code).toBe('actor_unknown');
    const doctor = { reference: `Practitioner/${world.almaty.referrer}` };
    expect(refusalOf(await create({ requester: doctor })).code).toBe('actor_unknown');
    expect(refusalOf(await create({ extension: [] }))).toMatchObject({
      status: 422,
      code: 'request_incomplete',
      diagnostics: 'contact: required',
    });
    expect(refusalOf(await create({ status: 'draft' })).diagnostics).toBe('status: must_be_active');
    expect(refusalOf(await create({ bodySite: [] })).status).toBe(400);
  });

  it('are found by what they are about, by both hospitals and by nobody else', async () => {
    await agree(server, world);
    const { id } = await sendRequest(server, world);
    await writeDraft(server, world);
    const urumqi = await tokenFor(server, await registerClient(server, 'Urumqi', ['system/*.rs']));
    const almaty = await tokenFor(server, await registerClient(server, 'Almaty', ['system/*.rs']));
    for (const search of [
      '',
      `?patient=${world.osh.patient}&status=active`,
      `?requester=Practitioner/${world.osh.referrer}`,
      `?requester=Organization/${world.organizations.osh}`,
      `?performer=${world.organizations.urumqi}&priority=routine,stat`,
      '?performer-type=http://snomed.info/sct|394579002',
      '?authored=2026-11-23',
    ])
      expect(await idsOf(`ServiceRequest${search}`, urumqi)).toEqual([id]);
    for (const search of ['?priority=stat', '?status=revoked', '?authored=lt2026-11-23'])
      expect(await idsOf(`ServiceRequest${search}`)).toEqual([]);
    expect(await idsOf('ServiceRequest', almaty)).toEqual([]);
    expect(
      await idsOf(
        'ServiceRequest?_include=ServiceRequest:patient&_include=ServiceRequest:performer',
      ),
    ).toEqual([id, world.osh.patient, world.organizations.urumqi]);
  });

  it('lead to their consult, and it to them', async () => {
    await agree(server, world);
    const sent = await sendRequest(server, world);
    const accepted = requestOf(
      await act(server, sent, world.coordinator, {
        action: 'accept',
        specialists: [world.specialist],
      }),
    );
    const { id } = appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, { serviceRequestId: accepted.id }),
      }),
    );
    const { body } = await sendFhir<Appointment>(server, osh, 'GET', `Appointment/${id}`);
    expect(body.basedOn).toEqual([
      { reference: `ServiceRequest/${sent.id}`, type: 'ServiceRequest' },
    ]);
    expect(await idsOf(`Appointment?based-on=${sent.id}&_include=Appointment:based-on`)).toEqual([
      id,
      sent.id,
    ]);
    const moved = await sendFhir<Appointment>(server, osh, 'PUT', `Appointment/${id}`, {
      body: { ...body, start: after(5 * HOUR), end: after(6 * HOUR) },
      headers: { 'if-match': 'W/"1"' },
    });
    expect(moved.body).toMatchObject({ start: after(5 * HOUR), basedOn: body.basedOn });
  });

  it('are booked through FHIR for the request that they answer', async () => {
    await agree(server, world);
    const sent = await sendRequest(server, world);
    const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
    const book = () =>
      sendFhir<Appointment>(server, osh, 'POST', 'Appointment', {
        body: {
          resourceType: 'Appointment',
          status: 'booked',
          reasonCode: [{ text: 'Asked for' }],
          basedOn: [{ reference: `ServiceRequest/${sent.id}` }],
          start: after(HOUR),
          end: after(2 * HOUR),
          participant: [
            {
              actor: { reference: `Practitioner/${world.specialist}` },
              type: [{ coding: [{ system: V3, code: 'CON' }] }],
              status: 'accepted',
            },
            { actor: { reference: `Patient/${world.osh.patient}` }, status: 'accepted' },
          ],
        },
      });
    expect(refusalOf(await book())).toMatchObject({ status: 409 });
    await act(server, sent, world.coordinator, { action: 'accept', specialists: [] });
    expect((await book()).status).toBe(201);
    const request = await server.send('GET', `/api/service-requests/${sent.id}`, {
      as: world.coordinator,
    });
    expect(requestOf(request).stage).toBe('booked');
  });

  it('are changed and called off by version; patient, specialty and hospital stay', async () => {
    await agree(server, world);
    const { body: sent } = await create();
    const { body } = await update({
      ...sent,
      priority: 'asap',
      reasonCode: [{ text: 'Something else' }],
    });
    expect(body).toMatchObject({ priority: 'asap', reasonCode: [{ text: 'Something else' }] });
    const deadlineOf = ({ extension }: ServiceRequest) =>
      extension?.find(({ url }) => url.endsWith(':respond-by'))?.valueDateTime ?? '';
    expect(deadlineOf(body) < deadlineOf(sent)).toBe(true);
    for (const [change, element] of [
      [{ subject: { reference: `Patient/${world.osh.otherPatient}` } }, 'subject'],
      [{ performerType: { coding: [{ code: 'neurology' }] } }, 'performerType'],
      [{ requester: { reference: `Practitioner/${world.specialist}` } }, 'requester'],
    ] as const)
      expect(refusalOf(await update({ ...body, ...change } as ServiceRequest)).diagnostics).toBe(
        `${element}: not_changeable`,
      );
    expect(refusalOf(await update({ ...body, reasonCode: [{ text: ' ' }] })).status).toBe(400);
    const both = { ...body, status: 'revoked' as const, priority: 'stat' as const };
    expect(refusalOf(await update(both)).diagnostics).toBe('status: not_with_other_changes');
    expect(refusalOf(await update({ ...body, status: 'completed' })).status).toBe(409);
    expect(refusalOf(await update({ ...body, status: 'revoked' }, '1'))).toMatchObject({
      status: 412,
    });
    expect((await update({ ...body, status: 'revoked' })).body.status).toBe('revoked');
  });

  it('stay as they were asked once they are accepted', async () => {
    await agree(server, world);
    const { body } = await create();
    const request = requestOf(
      await server.send('GET', `/api/service-requests/${body.id}`, { as: world.coordinator }),
    );
    await act(server, request, world.coordinator, { action: 'accept', specialists: [] });
    const path = `ServiceRequest/${body.id}`;
    const { body: accepted } = await sendFhir<ServiceRequest>(server, osh, 'GET', path);
    expect(refusalOf(await update({ ...accepted, priority: 'asap' }))).toMatchObject({
      status: 409,
      code: 'status_transition_refused',
    });
  });

  it('name the program in the audit beside the doctor', async () => {
    await agree(server, world);
    const { body } = await create();
    const rows = await database()
      .selectFrom('audit_event')
      .innerJoin('actor', 'actor.id', 'audit_event.actor_id')
      .select('actor.role')
      .where('entity', '=', 'service_request')
      .where('entity_id', '=', body.id ?? '')
      .where('action', '=', 'create')
      .execute();
    expect(rows.map(({ role }) => role).toSorted()).toEqual(['practitioner', 'system']);
  });
});
