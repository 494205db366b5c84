import { beforeEach, expect, it } from '@jest/globals';
import type { Appointment, Bundle, Schedule, Slot } from '@medplum/fhirtypes';
import { writeSchedule } from '../availability/store.ts';
import { refusalOf, sendFhir } from '../testing/fhir.ts';
import { registerClient, tokenFor } from '../testing/machineClient.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { consultOf } from '../testing/server.ts';

describeScheduling('schedules and slots', ({ database, server, world }) => {
  let osh: string;
  beforeEach(async () => {
    osh = await tokenFor(server, await registerClient(server, 'Osh', ['system/*.rs']));
    await writeSchedule(database(), world.specialist, 1, {
      // Mondays in Urumqi by Beijing time, which the world's clock stands in the morning of.
      weekly: [{ weekday: 1, start: '09:00', end: '17:00' }],
      observesHolidays: false,
      buffers: { beforeMinutes: 0, afterMinutes: 0 },
      dailyMaximum: {},
    });
  });

  const slots = async (search: string) => {
    const { body } = await sendFhir<Bundle>(server, osh, 'GET', `Slot?${search}`);
    return (body.entry ?? [])
      .filter(({ search: mode }) => mode?.mode === 'match')
      .map(({ resource }) => resource as Slot);
  };
  const ofMonday = 'start=ge2026-11-23T00:00%2B08:00&start=lt2026-11-24T00:00%2B08:00';
  const brief = ({ status, start, end }: Slot) =>
    `${status} ${start.slice(5, 16)} ${end.slice(5, 16)}`;

  it('tell when somebody is free, without a word about what else they do', async () => {
    await server.send('POST', '/api/appointments', {
      as: world.coordinator,
      body: consultOf(world, { reason: 'A secret' }),
    });
    const found = await slots(`schedule=Schedule/${world.specialist}&${ofMonday}`);
    expect(found.map(brief)).toEqual([
      'busy-unavailable 11-22T16:00 11-23T01:00',
      'free 11-23T01:00 11-23T03:00',
      'busy 11-23T03:00 11-23T04:00',
      'free 11-23T04:00 11-23T09:00',
      'busy-unavailable 11-23T09:00 11-23T16:00',
    ]);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(
      (await slots(`schedule=${world.specialist}&${ofMonday}&status=free`)).map(brief),
    ).toHaveLength(2);
  });

  it('are the same slots whichever window they are found through', async () => {
    const [day] = await slots(`schedule=${world.specialist}&${ofMonday}&status=free`);
    const [week] = await slots(
      `schedule=${world.specialist}&start=ge2026-11-20&start=lt2026-11-30&status=free`,
    );
    expect(week).toEqual(day);
    const { body } = await sendFhir<Slot>(server, osh, 'GET', `Slot/${day?.id}`);
    expect(body).toEqual(day);
    const later = `${world.specialist}-${Date.parse('2026-11-23T01:01:00Z') / 1000}`;
    expect(refusalOf(await sendFhir(server, osh, 'GET', `Slot/${later}`)).status).toBe(404);
  });

  it('lead to their schedule, and it to whose it is', async () => {
    const { body } = await sendFhir<Bundle>(
      server,
      osh,
      'GET',
      `Slot?schedule=${world.specialist}&${ofMonday}&_include=Slot:schedule&_count=1`,
    );
    expect(body.entry?.[1]?.resource).toMatchObject({ resourceType: 'Schedule' });
    expect(body.link?.map(({ relation }) => relation)).toEqual(['self', 'next']);
    const schedules = await sendFhir<Bundle<Schedule>>(
      server,
      osh,
      'GET',
      `Schedule?actor=Practitioner/${world.specialist}&_include=Schedule:actor`,
    );
    expect(schedules.body.entry?.map(({ resource }) => resource?.id)).toEqual([
      world.specialist,
      world.specialist,
    ]);
    const rooms = await sendFhir<Bundle<Schedule>>(
      server,
      osh,
      'GET',
      `Schedule?actor=Location/${world.osh.room}`,
    );
    expect(rooms.body.entry).toHaveLength(1);
  });

  it('go on after a page whose last one has meanwhile become another', async () => {
    const path = `Slot?schedule=${world.specialist}&${ofMonday}&_count=2`;
    const first = await sendFhir<Bundle>(server, osh, 'GET', path);
    const next = first.body.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    await writeSchedule(database(), world.specialist, 2, {
      weekly: [{ weekday: 1, start: '09:30', end: '17:00' }],
      observesHolidays: false,
      buffers: { beforeMinutes: 0, afterMinutes: 0 },
      dailyMaximum: {},
    });
    const { body } = await sendFhir<Bundle>(server, osh, 'GET', next.split('/R4/')[1] ?? '');
    const rest = (body.entry ?? []).map(({ resource }) => brief(resource as Slot));
    expect(rest).toEqual([
      'free 11-23T01:30 11-23T09:00',
      'busy-unavailable 11-23T09:00 11-23T16:00',
    ]);
  });

  it('of patients are nobody’s to see', async () => {
    expect(await slots(`schedule=${world.osh.patient}&${ofMonday}`)).toEqual([]);
    const read = await sendFhir<Appointment>(server, osh, 'GET', `Schedule/${world.osh.patient}`);
    expect(refusalOf(read).status).toBe(404);
  });

  it('are asked for by whose they are and within a window', async () => {
    const refused = async (search: string) =>
      refusalOf(await sendFhir(server, osh, 'GET', `Slot?${search}`));
    const of = `schedule=${world.specialist}`;
    expect(await refused(ofMonday)).toMatchObject({ diagnostics: 'schedule: required' });
    expect(await refused(of)).toMatchObject({ diagnostics: 'start: window_required' });
    expect(await refused(`${of}&start=ge2026-11-23`)).toMatchObject({ status: 400 });
    expect(await refused(`${of}&start=ge2026-11-23&start=lt2036-11-23`)).toMatchObject({
      code: 'window_too_long',
    });
    expect(await refused(`${of}&start=ge2026-11-23&start=lt2026-11-22`)).toMatchObject({
      code: 'end_before_start',
    });
    expect(await refused(`${of}&start=ge9999-12-01&start=lt9999-12-31`)).toMatchObject({
      diagnostics: 'start: invalid_date',
    });
    expect(await refused(`${of}&start=ge2026-11-23&start=lt2026-11-24&status=taken`)).toMatchObject(
      { diagnostics: 'status: unknown_code' },
    );
  });
});
