import { describe, expect, it } from '@jest/globals';
import { patientMatchesSchema, patientSchema } from '@silkconsult/protocol';
import { describeScheduling } from '../testing/scheduling.ts';
import { problemOf } from '../testing/server.ts';

const NURGUL = {
  name: 'Nurgul Jumabaeva',
  nativeName: 'Нургүл Жумабаева',
  chineseName: '努尔古丽',
  birthYear: 1974,
  languages: ['ky', 'ru'],
};

describeScheduling('patients', ({ database, server, world }) => {
  const register = (change: object = {}, as = world.osh.referrer) =>
    server.send('POST', '/api/patients', { as, body: { ...NURGUL, ...change } });
  const search = async (text: string, as = world.osh.referrer) => {
    const answer = await server.send('POST', '/api/patient-searches', { as, body: { text } });
    return patientMatchesSchema.parse(answer.body).items.map(({ name }) => name);
  };

  it.each([
    ['as in the passport', 'Nurgul Jumabaeva'],
    ['as they write it', 'нургүл жумабаева'],
    ['in Chinese', '努尔古丽'],
    ['the family name first', 'Jumabaeva Nurgul'],
    ['as another passport spells it', 'Zhumabayeva'],
    ['with a letter missing', 'Jumabeva'],
    ['with two letters changed about', 'Nurugl Jumabaeva'],
    ['from its beginning', 'Juma'],
  ])('are found by their name %s', async (_how, text) => {
    await register();
    await register({ name: 'Aibek Osmonov', nativeName: 'Айбек Осмонов', chineseName: undefined });
    expect(await search(text)).toEqual(['Nurgul Jumabaeva']);
  });

  it('are found under a new name as soon as it is written, and no longer under the old', async () => {
    await register();
    expect(await search('Jumabaeva')).toHaveLength(1);
    await database()
      .updateTable('actor')
      .set({ name: 'Nurgul Asanova', native_name: null, chinese_name: null })
      .where('name', '=', NURGUL.name)
      .execute();
    expect(await search('Асанова')).toEqual(['Nurgul Asanova']);
    expect(await search('Jumabaeva')).toEqual([]);
  });

  it('are found by nobody who may not see them', async () => {
    await register();
    expect(await search('Jumabaeva', world.coordinator)).toHaveLength(1);
    for (const as of [world.almaty.referrer, world.interpreter, world.specialist, world.observer])
      expect(await search('Jumabaeva', as)).toEqual([]);
  });

  describe('when registered', () => {
    it('belong to the hospital of who registered them', async () => {
      const answer = await register({ birthDate: '1974-03-08', phone: '+996 555 010101' });
      expect(answer.status).toBe(201);
      expect(patientSchema.parse(answer.body)).toMatchObject({
        ...NURGUL,
        organizationId: world.organizations.osh,
        birthDate: '1974-03-08',
        demo: false,
      });
    });

    it('are held against those who are probably the same, until somebody says that they are not', async () => {
      await register();
      const again = { name: 'Zhumabaeva Nurgul', nativeName: undefined };
      expect(problemOf(await register(again))).toMatchObject({
        code: 'likely_duplicate',
        params: { items: [{ name: NURGUL.name, birthYear: 1974 }] },
      });
      expect((await register({ ...again, birthYear: 2001 })).status).toBe(201);
      expect((await register({ ...again, isNew: true })).status).toBe(201);
      expect((await register({ isNew: false }, world.almaty.referrer)).status).toBe(201);
    });

    it.each([
      ['a Latin name in other letters', { name: 'Нургүл' }],
      ['a Chinese name in other letters', { chineseName: 'Nu' }],
      ['a day that is none', { birthDate: '1974-02-30' }],
      ['a phone number of words', { phone: 'call me' }],
      ['no language', { languages: [] }],
    ])('are refused with %s', async (_case, wrong) => {
      expect(problemOf(await register(wrong)).code).toBe('invalid_request');
    });

    it('are born already, on a date that is one', async () => {
      const as = world.osh.referrer;
      const register = (change: object) =>
        server.send('POST', '/api/patients', {
          as,
          body: { name: 'Slip Ofthepen', languages: ['ky'], ...change },
        });
      for (const birthDate of ['2026-11-25', '2062-03-08', '0984-03-08', '2023-02-29'])
        expect([birthDate, (await register({ birthDate })).status]).toEqual([birthDate, 400]);
      expect((await register({ birthYear: 2027 })).status).toBe(400);
      expect((await register({ birthDate: '2026-11-23' })).status).toBe(201);
    });

    it('are registered by who treats or coordinates, and by nobody else', async () => {
      for (const as of [world.interpreter, world.observer, world.osh.patient])
        expect(problemOf(await register({}, as)).code).toBe('forbidden');
    });
  });
});
