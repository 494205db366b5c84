import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type {
  Appointment,
  Bundle,
  CapabilityStatement,
  Encounter,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Resource,
} from '@medplum/fhirtypes';
import { ensureEncounter, saveEncounter } from '../encounters/store.ts';
import { refusalOf, requireValid, sendFhir } from '../testing/fhir.ts';
import { registerClient, tokenFor } from '../testing/machineClient.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { after, appointmentOf, consultOf, HOUR, MINUTE } from '../testing/server.ts';
import { TYPES } from './types/all.ts';

describeScheduling('the FHIR interface', ({ database, server, world }) => {
  let osh: string;
  beforeEach(async () => {
    osh = await tokenFor(server, await registerClient(server, 'Osh', ['system/*.cruds']));
  });

  const get = <R extends Resource>(path: string, token = osh) =>
    sendFhir<R>(server, token, 'GET', path);
  const idsIn = ({ body }: { body: Bundle }, mode = 'match') =>
    (body.entry ?? []).filter(({ search }) => search?.mode === mode).map((one) => one.resource?.id);
  const idsOf = async (path: string, token = osh) => idsIn(await get<Bundle>(path, token));
  const post = (path: string, form: string) =>
    sendFhir<Bundle>(server, osh, 'POST', `${path}/_search`, { form });
  const book = async (change: Record<string, unknown> = {}) =>
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world, change),
      }),
    );

  it('says what it does, to anybody', async () => {
    const { body } = await sendFhir<CapabilityStatement>(server, undefined, 'GET', 'metadata');
    expect(body.rest?.[0]?.resource?.map(({ type }) => type)).toEqual(
      TYPES.map(({ type }) => type),
    );
    const discovery = await fetch(`${server.url}/fhir/R4/.well-known/smart-configuration`);
    expect(await discovery.json()).toMatchObject({
      token_endpoint: 'https://consult.example/oauth/token',
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
  });

  describe('reading', () => {
    it('gives a hospital with its names and its zone', async () => {
      const { body } = await get<Organization>(`Organization/${world.organizations.osh}`);
      expect(body).toMatchObject({ name: 'Osh', address: [{ city: 'Osh', country: 'KG' }] });
      expect(body.extension).toContainEqual({
        url: 'http://hl7.org/fhir/StructureDefinition/timezone',
        valueCode: 'Asia/Bishkek',
      });
    });

    it('gives a person the name in Latin letters and in the own script', async () => {
      const { body } = await get<Practitioner>(`Practitioner/${world.specialist}`);
      expect(body.name?.map(({ use, text }) => [use, text])).toEqual([
        ['official', 'Specialist'],
        ['usual', 'Specialist (native)'],
      ]);
      expect(body.communication?.[0]?.coding?.[0]).toEqual({
        system: 'urn:ietf:bcp:47',
        code: 'ru',
      });
    });

    it('gives roles their specialty in SNOMED CT too, and interpreters their pairs', async () => {
      const { body } = await get<PractitionerRole>(`PractitionerRole/${world.specialist}`);
      expect(body.specialty?.[0]?.coding?.map(({ code }) => code)).toEqual([
        'cardiology',
        '394579002',
      ]);
      const interpreter = await get<PractitionerRole>(`PractitionerRole/${world.interpreter}`);
      expect(interpreter.body.extension?.[1]?.extension).toEqual([
        { url: 'from', valueCode: 'zh-CN' },
        { url: 'to', valueCode: 'ru' },
      ]);
    });

    it('gives a consult whose interpreter is a translator, and its virtual encounter', async () => {
      const { id } = await book();
      const { body, headers } = await get<Appointment>(`Appointment/${id}`);
      expect(headers.get('etag')).toBe('W/"1"');
      expect(body).toMatchObject({ status: 'booked', minutesDuration: 60, start: after(HOUR) });
      const translator = body.participant.find(
        ({ actor }) => actor?.reference === `Practitioner/${world.interpreter}`,
      );
      expect(translator?.type?.[0]?.coding?.[0]).toEqual({
        system: 'http://terminology.hl7.org/CodeSystem/participant-type',
        code: 'translator',
      });

      const encounter = await ensureEncounter(database(), id, randomUUID());
      const joined = new Date(server.clock.now + HOUR);
      await saveEncounter(
        database(),
        encounter,
        { status: 'in-progress', started_at: joined, finished_at: null },
        [world.specialist, world.osh.patient].map((person, index) => ({
          id: randomUUID(),
          encounter_id: encounter,
          person_id: person,
          role: index === 0 ? ('specialist' as const) : ('patient' as const),
          joined_at: joined,
          left_at: null,
        })),
      );
      const read = await get<Encounter>(`Encounter/${encounter}`);
      expect(read.body).toMatchObject({
        status: 'in-progress',
        class: { code: 'VR' },
        subject: { reference: `Patient/${world.osh.patient}` },
        appointment: [{ reference: `Appointment/${id}` }],
        participant: [{ individual: { reference: `Practitioner/${world.specialist}` } }],
      });
      expect(await idsOf(`Encounter?appointment=Appointment/${id}`)).toEqual([encounter]);
      expect(await idsOf(`Encounter?patient=${world.osh.otherPatient}`)).toEqual([]);
    });

    it.each(TYPES.map(({ type }) => type))('knows no %s of another id', async (type) => {
      for (const id of [randomUUID(), 'x', "'"])
        expect(refusalOf(await get(`${type}/${id}`))).toMatchObject({ status: 404 });
    });

    it('is validated by definitions that find a mistake', () => {
      const wrong = { resourceType: 'Appointment', status: 'booked', participant: [] };
      expect(() => requireValid(wrong as unknown as Resource)).toThrow();
      const class_ = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'XX' };
      const encounter = { resourceType: 'Encounter', status: 'planned', class: class_ };
      expect(() => requireValid(encounter as Resource)).toThrow('has no XX');
    });
  });

  describe('searching', () => {
    it('finds by references, tokens and texts', async () => {
      const { urumqi, almaty } = world.organizations;
      expect(await idsOf('Organization?address-country=KZ')).toEqual([almaty]);
      expect(await idsOf('Organization?name=urum')).toEqual([urumqi]);
      expect(await idsOf(`Location?organization=Organization/${almaty}`)).toEqual([
        world.almaty.room,
      ]);
      expect(await idsOf('PractitionerRole?role=interpreter')).toEqual([world.interpreter]);
      expect(
        (await idsOf('PractitionerRole?specialty=http://snomed.info/sct|394579002')).length,
      ).toBe(4);
      expect(await idsOf('PractitionerRole?specialty=http://snomed.info/sct|394591006')).toEqual(
        [],
      );
      expect(await idsOf('Practitioner?communication=kk')).toEqual([]);
      expect(await idsOf(`Practitioner?_id=${world.specialist},${world.interpreter}`)).toHaveLength(
        2,
      );
    });

    it('finds consults by day on the clocks of the hospital that asks', async () => {
      // 19:00 UTC is one in the morning of the next day in Osh.
      const late = await book({ start: after(17 * HOUR), end: after(18 * HOUR) });
      const soon = await book();
      expect(await idsOf('Appointment')).toEqual([soon.id, late.id]);
      expect(await idsOf('Appointment?date=2026-11-23')).toEqual([soon.id]);
      expect(await idsOf('Appointment?date=2026-11-24')).toEqual([late.id]);
      expect(await idsOf('Appointment?date=2026-11')).toHaveLength(2);
      expect(await idsOf('Appointment?date=ge2026-11-24')).toEqual([late.id]);
      expect(await idsOf('Appointment?date=lt2026-11-24')).toEqual([soon.id]);
      expect(await idsOf(`Appointment?date=gt${soon.start}`)).toEqual([late.id]);
      expect(await idsOf(`Appointment?date=ge${soon.start}&date=le${soon.start}`)).toEqual([
        soon.id,
      ]);
      expect(await idsOf('Appointment?date=ne2026-11-23')).toEqual([late.id]);
    });

    it('finds consults by who takes part', async () => {
      const { id } = await book();
      for (const search of [
        `patient=${world.osh.patient}`,
        `actor=Patient/${world.osh.patient}`,
        `practitioner=Practitioner/${world.interpreter}`,
        `location=${world.osh.room}`,
        `status=cancelled,booked`,
      ])
        expect(await idsOf(`Appointment?${search}`)).toEqual([id]);
      for (const search of [
        `patient=${world.specialist}`,
        `actor=Practitioner/${world.osh.patient}`,
        `actor=${world.otherSpecialist}`,
        'status=noshow',
      ])
        expect(await idsOf(`Appointment?${search}`)).toEqual([]);
    });

    it('includes what the matches refer to', async () => {
      const { id, participants } = await book();
      const answer = await get<Bundle>('Appointment?_include=Appointment:actor');
      expect(idsIn(answer)).toEqual([id]);
      expect(idsIn(answer, 'include').toSorted()).toEqual(
        participants.map(({ actor }) => actor).toSorted(),
      );
      const roles = await get<Bundle>(
        `PractitionerRole?practitioner=${world.specialist}&_include=PractitionerRole:practitioner&_include=PractitionerRole:organization`,
      );
      expect(idsIn(roles, 'include')).toEqual([world.specialist, world.organizations.urumqi]);
    });

    it('pages without losing or repeating anything', async () => {
      const booked: string[] = [];
      for (let hour = 1; hour <= 5; hour += 1)
        booked.push(
          (await book({ start: after(hour * HOUR), end: after(hour * HOUR + MINUTE) })).id,
        );
      const seen: (string | undefined)[] = [];
      let path: string | undefined = 'Appointment?_count=2&status=booked';
      let pages = 0;
      while (path) {
        const answer: { body: Bundle } = await get<Bundle>(path);
        seen.push(...idsIn(answer));
        pages += 1;
        const next = answer.body.link?.find(({ relation }) => relation === 'next')?.url;
        path = next?.split('/fhir/R4/')[1];
      }
      expect(pages).toBe(3);
      expect(seen).toEqual(booked);
    });

    it('takes names by POST only, and its pages keep them out of addresses', async () => {
      const byPost = await post('Patient', 'name=osh&_count=1');
      expect(idsIn(byPost)).toHaveLength(1);
      const links = JSON.stringify(byPost.body.link);
      expect(links).not.toContain('name');
      const next = byPost.body.link?.find(({ relation }) => relation === 'next')?.url ?? '';
      const second = await get<Bundle>(next.split('/fhir/R4/')[1] ?? '');
      expect(new Set([...idsIn(byPost), ...idsIn(second)])).toEqual(
        new Set([world.osh.patient, world.osh.otherPatient]),
      );
      expect(refusalOf(await get('Patient?name=osh'))).toMatchObject({
        status: 400,
        diagnostics: 'name: only_by_post',
      });
      expect(idsIn(await post('Practitioner', 'name=specialist'))).toHaveLength(2);
      expect(idsIn(await post('Practitioner', 'name=%25'))).toEqual([]);
      // A body that is no form was once read as no filter at all, and handed out everybody.
      const asked = await sendFhir(server, osh, 'POST', 'Patient/_search', { body: { name: 'x' } });
      expect(refusalOf(asked).diagnostics).toBe('Content-Type: not_supported');
    });

    it.each([
      ['Appointment?magic=1', 'magic: unknown_parameter'],
      ['Appointment?date:missing=true', 'date:missing: unknown_parameter'],
      ['Appointment?_sort=reason', '_sort: not_supported'],
      ['Appointment?_summary=text', '_summary: not_supported'],
      ['Appointment?_total=all', '_total: not_supported'],
      ['Appointment?_lastUpdated=now', '_lastUpdated: invalid_date'],
      ['Appointment?date=yesterday', 'date: invalid_date'],
      ['Appointment?date=2026-02-30', 'date: invalid_date'],
      ['Appointment?date=2026-11-23T10:00:00', 'date: invalid_date'],
      ['Appointment?patient=1', 'patient: invalid_reference'],
      ['Appointment?status=', 'status: invalid_value'],
      ['Appointment?_count=many', '_count: invalid_value'],
      ['Appointment?_include=Appointment:magic', '_include: unknown_parameter'],
      ['Appointment?_include=Appointment:constructor', '_include: unknown_parameter'],
      ['Appointment?_include=*', '_include: unknown_parameter'],
      ['Appointment?constructor=1', 'constructor: unknown_parameter'],
      ['Appointment?_page=AAAA', '_page: invalid_value'],
      ['Appointment?_format=xml', '_format: not_supported'],
    ])('refuses %s', async (path, diagnostics) => {
      expect(refusalOf(await get(path))).toMatchObject({ status: 400, diagnostics });
    });

    it('refuses codes, texts and years that there are not', async () => {
      for (const [path, diagnostics] of [
        ['Appointment?status=booked,bogus', 'status: unknown_code'],
        ['Encounter?status=busy', 'status: unknown_code'],
        ['ServiceRequest?priority=normal', 'priority: unknown_code'],
        ['Organization?name=%00', 'name: invalid_value'],
        ['Appointment?date=ge0000-01-01', 'date: invalid_date'],
        ['Appointment?_lastUpdated=gt0000', '_lastUpdated: invalid_date'],
      ])
        expect(refusalOf(await get(path ?? ''))).toMatchObject({ status: 400, diagnostics });
    });

    it('passes unknown parameters over for who prefers that, and names them', async () => {
      const { id } = await book();
      const headers = { prefer: 'return=representation; handling=lenient' };
      const lenient = (path: string) => sendFhir<Bundle>(server, osh, 'GET', path, { headers });
      const answer = await lenient('Appointment?magic=1&status=booked');
      expect(idsIn(answer)).toEqual([id]);
      expect(answer.body.link?.[0]?.url).toMatch(/Appointment\?status=booked$/);
      expect(JSON.stringify(answer.body.entry?.at(-1))).toContain('magic: unknown_parameter');
      expect(refusalOf(await lenient('Appointment?date=yesterday')).status).toBe(400);
      expect(refusalOf(await lenient('Patient?name=osh')).diagnostics).toBe('name: only_by_post');
    });

    it("finds people and rooms by the hospital's own ids", async () => {
      const { osh: own, organizations } = world;
      const named = (id: string) =>
        database().updateTable('actor').set({ external_id: 'N-7' }).where('id', '=', id).execute();
      await named(own.room);
      await named(world.almaty.room);
      const system = encodeURIComponent(`urn:uuid:${organizations.osh}`);
      expect(idsIn(await get<Bundle>(`Location?identifier=${system}%7CN-7`))).toEqual([own.room]);
      expect(idsIn(await get<Bundle>('Location?identifier=N-7'))).toHaveLength(2);
      await database()
        .updateTable('actor')
        .set({ external_id: 'P-1' })
        .where('id', '=', own.patient)
        .execute();
      expect(idsIn(await post('Patient', 'identifier=P-1'))).toEqual([own.patient]);
      expect(refusalOf(await get('Patient?identifier=P-1')).diagnostics).toBe(
        'identifier: only_by_post',
      );
    });

    it('sorts, page by page, and says how many there are', async () => {
      const first = await book();
      const second = await book({ start: after(3 * HOUR), end: after(4 * HOUR) });
      const page = await get<Bundle>('Appointment?_sort=-date&_count=1&_total=accurate');
      expect(page.body.total).toBe(2);
      const next = page.body.link?.find(({ relation }) => relation === 'next')?.url ?? '';
      const rest = await get<Bundle>(next.split('/fhir/R4/')[1] ?? '');
      expect([...idsIn(page), ...idsIn(rest)]).toEqual([second.id, first.id]);
      for (const counting of ['_summary=count', '_count=0']) {
        const { body } = await get<Bundle>(`Appointment?${counting}`);
        expect(body).toMatchObject({ total: 2, link: [{ relation: 'self' }] });
        expect(body.entry).toBeUndefined();
      }
      for (const { type, sorts } of TYPES.filter(({ type }) => type !== 'Slot'))
        for (const sort of sorts) {
          const { status, body } = await get<Bundle>(`${type}?_sort=${sort}&_total=accurate`);
          expect([status, body.total]).toEqual([200, (body.entry ?? []).length]);
        }
    });

    it('gives what was changed since, and nothing again that was not', async () => {
      const { id } = await book();
      const read = await get<Appointment>(`Appointment/${id}`);
      const since = read.body.meta?.lastUpdated ?? '';
      expect(await idsOf(`Appointment?_lastUpdated=${encodeURIComponent(since)}`)).toEqual([id]);
      expect(await idsOf(`Appointment?_lastUpdated=gt${encodeURIComponent(since)}`)).toEqual([]);
      await server.send('PATCH', `/api/appointments/${id}`, {
        as: world.coordinator,
        body: { version: 1, reason: 'Another' },
      });
      expect(await idsOf(`Appointment?_lastUpdated=gt${encodeURIComponent(since)}`)).toEqual([id]);
      const { status } = await fetch(`${server.url}/fhir/R4/Appointment/${id}`, {
        headers: { authorization: `Bearer ${osh}`, 'if-none-match': 'W/"2"' },
      });
      expect(status).toBe(304);
    });
  });

  describe('access', () => {
    it('shows the consults and patients of the own hospital only', async () => {
      const { id } = await book();
      const almaty = await tokenFor(
        server,
        await registerClient(server, 'Almaty', ['system/*.rs']),
      );
      const urumqi = await tokenFor(
        server,
        await registerClient(server, 'Urumqi', ['system/*.rs']),
      );
      expect(await idsOf('Appointment', urumqi)).toEqual([id]);
      expect(await idsOf('Appointment', almaty)).toEqual([]);
      expect(refusalOf(await get(`Appointment/${id}`, almaty))).toMatchObject({ status: 404 });
      expect(refusalOf(await get(`Patient/${world.osh.patient}`, almaty)).status).toBe(404);
      expect(await idsOf('Patient', almaty)).toHaveLength(2);
      expect(await idsOf('Patient', urumqi)).toEqual([world.osh.patient]);
    });

    it('is given by scopes alone, in includes too', async () => {
      await book();
      const narrow = await tokenFor(
        server,
        await registerClient(server, 'Osh', ['system/Appointment.s', 'system/Location.r']),
      );
      const answer = await get<Bundle>('Appointment?_include=Appointment:actor', narrow);
      expect(idsIn(answer, 'include')).toEqual([world.osh.room]);
      for (const path of [`Appointment/${idsIn(answer)[0]}`, 'Location', 'Patient'])
        expect(refusalOf(await get(path, narrow))).toMatchObject({
          status: 403,
          code: 'forbidden',
        });
    });

    it('records who was handed which patient', async () => {
      await get('Patient');
      const rows = await database()
        .selectFrom('audit_event')
        .selectAll()
        .where('action', '=', 'read')
        .where('entity', '=', 'patient')
        .execute();
      expect(rows.map((row) => row.entity_id).toSorted()).toEqual(
        [world.osh.patient, world.osh.otherPatient].toSorted(),
      );
      expect(rows.every((row) => row.actor_id && row.session_id)).toBe(true);
    });

    it('a page of one program is no page of another', async () => {
      const { body } = await get<Bundle>('Patient?_count=1');
      const next = body.link?.[1]?.url.split('/fhir/R4/')[1] ?? '';
      const other = await tokenFor(server, await registerClient(server, 'Osh', ['system/*.rs']));
      expect(refusalOf(await get(next, other))).toMatchObject({
        diagnostics: '_page: invalid_value',
      });
    });
  });

  it('answers what it does not do with an outcome too', async () => {
    expect(refusalOf(await get('Observation')).status).toBe(404);
    expect(refusalOf(await get('Patient/1/2/3')).status).toBe(404);
    const created = await sendFhir<Patient>(server, osh, 'POST', 'Patient', { body: {} });
    expect(refusalOf(created)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    for (const [method, path] of [
      ['DELETE', `Appointment/${world.specialist}`],
      ['PATCH', `Appointment/${world.specialist}`],
      ['PUT', 'Organization'],
    ] as const)
      expect(refusalOf(await sendFhir(server, osh, method, path))).toMatchObject({ status: 405 });
    const broken = await sendFhir(server, osh, 'POST', 'Appointment', {
      headers: { 'content-type': 'application/json' },
      form: '{"resourceType":',
    });
    expect(refusalOf(broken).status).toBe(400);
  });
});
