import { beforeEach, expect, it } from '@jest/globals';
import {
  interpreterSchema,
  organizationSchema,
  pageOf,
  patientSchema,
  practitionerSchema,
} from '@silkconsult/protocol';
import { describeScheduling } from '../testing/scheduling.ts';
import { appointmentOf, consultOf, problemOf } from '../testing/server.ts';

const SCHEMAS = {
  organizations: pageOf(organizationSchema),
  practitioners: pageOf(practitionerSchema),
  interpreters: pageOf(interpreterSchema),
  patients: pageOf(patientSchema),
};

describeScheduling('the directory', ({ server, world }) => {
  beforeEach(async () => {
    appointmentOf(
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world),
      }),
    );
  });

  const page = async (what: keyof typeof SCHEMAS, as: string, query = '') =>
    SCHEMAS[what].parse((await server.send('GET', `/api/${what}${query}`, { as })).body);
  const names = async (what: keyof typeof SCHEMAS, as: string, query = '') =>
    (await page(what, as, query)).items.map(({ name }) => name);

  it('shows patients to who cares for them or arranges it, and to nobody else', async () => {
    const osh = ['Osh other patient', 'Osh patient'];
    const almaty = ['Almaty other patient', 'Almaty patient'];
    const seen = {
      'coordinator in Urumqi': [world.coordinator, [...almaty, ...osh]],
      'coordinator of a partner': [world.osh.coordinator, osh],
      'referrer of another partner': [world.almaty.referrer, almaty],
      'specialist with an appointment': [world.specialist, ['Osh patient']],
      'colleague of that specialist': [world.otherSpecialist, ['Osh patient']],
      interpreter: [world.interpreter, ['Osh patient']],
      observer: [world.observer, []],
      administrator: [world.admin, []],
      'patient with an appointment': [world.osh.patient, ['Osh patient']],
      'patient without one': [world.osh.otherPatient, []],
    } as const;
    for (const [who, [as, expected]] of Object.entries(seen))
      expect([who, await names('patients', as)]).toEqual([who, expected]);
  });

  it('shows professionals to each other, and patients only those of their own consult', async () => {
    expect(await names('practitioners', world.interpreter)).toHaveLength(4);
    expect(await names('practitioners', world.osh.patient)).toEqual(['Osh referrer', 'Specialist']);
    expect(await names('practitioners', world.osh.otherPatient)).toEqual([]);
    expect(await names('interpreters', world.osh.referrer)).toEqual(['Interpreter']);
    expect(await names('interpreters', world.observer)).toEqual([]);
    expect(await names('organizations', world.observer)).toEqual(['Almaty', 'Osh', 'Urumqi']);
    expect(await names('organizations', world.osh.patient)).toEqual(['Osh', 'Urumqi']);
  });

  it('filters', async () => {
    const as = world.coordinator;
    expect(await names('organizations', as, '?kind=partner&country=KZ')).toEqual(['Almaty']);
    expect(await names('organizations', as, '?q=OSH%20(r')).toEqual(['Osh']);
    expect(await names('organizations', as, '?q=%25')).toEqual([]);
    const { osh } = world.organizations;
    expect(await names('practitioners', as, `?kind=referrer&organization=${osh}`)).toEqual([
      'Osh referrer',
    ]);
    expect(await names('practitioners', as, '?specialty=neurology')).toEqual([]);
    expect(await names('practitioners', as, '?kind=specialist&language=ru')).toHaveLength(2);
    expect(await names('interpreters', as, '?from=ru&to=zh-CN')).toEqual(['Interpreter']);
    expect(await names('interpreters', as, '?from=ru&to=ky')).toEqual([]);
    expect(await names('patients', as, `?organization=${osh}`)).toHaveLength(2);
  });

  it('comes in pages by name, whose cursors tell no name', async () => {
    const as = world.coordinator;
    const first = await page('practitioners', as, '?limit=3');
    expect(first.items.map(({ name }) => name)).toEqual([
      'Almaty referrer',
      'Osh referrer',
      'Other specialist',
    ]);
    const second = await page('practitioners', as, `?limit=3&cursor=${first.nextCursor}`);
    expect(second.items.map(({ name }) => name)).toEqual(['Specialist']);
    expect(second.nextCursor).toBeUndefined();
    expect(first.nextCursor).toBe(first.items[2]?.id);
  });

  it('refuses filters that it does not understand', async () => {
    for (const query of [
      '?limit=0',
      '?limit=1000',
      '?specialty=magic',
      '?cursor=x',
      '?language=xx',
    ]) {
      const answer = await server.send('GET', `/api/practitioners${query}`, {
        as: world.coordinator,
      });
      expect(problemOf(answer).code).toBe('invalid_request');
    }
  });

  it('shows nothing without a session', async () => {
    for (const what of Object.keys(SCHEMAS))
      expect(problemOf(await server.send('GET', `/api/${what}`)).code).toBe('unauthenticated');
  });
});
