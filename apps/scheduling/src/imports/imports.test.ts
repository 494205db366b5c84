import { beforeEach, describe, expect, it } from '@jest/globals';
import { type ImportReport, importReportSchema } from '@silkconsult/protocol';
import { describeScheduling } from '../testing/scheduling.ts';
import { type Answer, consultOf, problemOf } from '../testing/server.ts';

const PEOPLE =
  'external_id,role,name,native_name,chinese_name,specialty,languages,language_pairs,time_zone';
const HOURS = 'external_id,weekday,start,end,valid_from,valid_to';
const file = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;

const STAFF = file(
  PEOPLE,
  'D-1,specialist,Li Na,李娜,,cardiology,zh-CN en,,',
  'I-1,interpreter,Aygul Tursun,ئايگۈل,,,ug zh,zh-CN/ug zh-CN/ru,Asia/Urumqi',
  'R-1,room,Room 1,,,,,,',
);

describeScheduling('bringing a hospital in', ({ database, server, world }) => {
  const upload = (
    kind: 'people' | 'hours',
    body: string,
    { dryRun = false, as = world.admin } = {},
  ) =>
    server.send('POST', `/api/imports?kind=${kind}&dryRun=${dryRun}`, {
      as,
      body,
      headers: { 'content-type': 'text/csv' },
    });
  const reportOf = (answer: Answer): ImportReport => {
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return importReportSchema.parse(answer.body);
  };
  const download = async (path: string, as = world.admin) => {
    const answer = await server.send('GET', path, { as });
    return String(answer.body);
  };
  const staff = () =>
    database()
      .selectFrom('actor')
      .selectAll()
      .where('external_id', 'is not', null)
      .orderBy('external_id')
      .execute();
  const problemsOf = async (kind: 'people' | 'hours', body: string) =>
    reportOf(await upload(kind, body, { dryRun: true })).problems.map(
      ({ line, column, code }) => `${line} ${column ?? ''} ${code}`,
    );

  it('tries a file without writing anything, then writes all of it', async () => {
    const tried = reportOf(await upload('people', STAFF, { dryRun: true }));
    expect(tried).toMatchObject({ imported: false, lines: 3, created: 3, problems: [] });
    expect(await staff()).toEqual([]);
    expect(reportOf(await upload('people', STAFF))).toMatchObject({ imported: true, created: 3 });
    expect(await staff()).toMatchObject([
      {
        external_id: 'D-1',
        organization_id: world.organizations.urumqi,
        role: 'practitioner',
        kind: 'specialist',
        specialty: 'cardiology',
        name: 'Li Na',
        native_name: '李娜',
        languages: ['zh-CN', 'en'],
      },
      {
        role: 'interpreter',
        languages: ['ug', 'zh-CN'],
        language_pairs: [
          ['zh-CN', 'ug'],
          ['zh-CN', 'ru'],
        ],
        time_zone: 'Asia/Urumqi',
      },
      { role: 'location', name: 'Room 1' },
    ]);
  });

  it('changes nothing the second time, and only what was corrected the third', async () => {
    await upload('people', STAFF);
    const before = await staff();
    expect(reportOf(await upload('people', STAFF))).toMatchObject({ created: 0, unchanged: 3 });
    expect(await staff()).toEqual(before);
    const corrected = STAFF.replace('Li Na', 'Li Nana');
    expect(reportOf(await upload('people', corrected))).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 2,
    });
    expect(await staff()).toEqual(
      before.map((row) => (row.external_id === 'D-1' ? { ...row, name: 'Li Nana' } : row)),
    );
  });

  it('keeps the ids of two hospitals apart', async () => {
    await upload('people', STAFF);
    await database()
      .updateTable('actor')
      .set({ role: 'admin' })
      .where('id', '=', world.osh.coordinator)
      .execute();
    const other = await upload('people', STAFF, { as: world.osh.coordinator });
    expect(reportOf(other)).toMatchObject({ created: 3 });
    expect(await staff()).toHaveLength(6);
  });

  it('writes nothing at all when one line is wrong, and names it', async () => {
    const answer = await upload('people', STAFF.replace('cardiology', 'magic'));
    expect(answer.status).toBe(422);
    const problem = problemOf(answer);
    expect(problem.code).toBe('import_has_problems');
    expect(importReportSchema.parse(problem.params?.report).problems).toEqual([
      { line: 2, column: 'specialty', code: 'specialty_unknown', value: 'magic' },
    ]);
    expect(await staff()).toEqual([]);
  });

  it('two imports of one file at once make each person once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => upload('people', STAFF)));
    expect(answers.map((answer) => reportOf(answer).created).sort()).toEqual([0, 0, 3]);
    expect(await staff()).toHaveLength(3);
  });

  it('names every bad line of people', async () => {
    const problems = await problemsOf(
      'people',
      file(
        PEOPLE,
        ',specialist,Li Na,,,cardiology,zh-CN,,',
        'D-1,surgeon,Li Na,,,cardiology,zh-CN,,',
        'D-2,specialist,,,,,xx,,Asia/Nowhere',
        'I-1,interpreter,Li Na,,,cardiology,zh-CN,ru/ru,',
        '',
        'I-2,interpreter,Li Na,,,,zh-CN,,',
        'R-1,room,Room,,,,,zh-CN/ru,',
        'R-2,room,Room,,,,,,',
        'R-2,room,Room,,,,,,',
        `R-3,room,${'x'.repeat(201)},,,,,,`,
        'R-4,room,Room,,,,,,,more',
      ),
    );
    expect(problems).toEqual([
      '2 external_id value_missing',
      '3 role role_unknown',
      '4 name value_missing',
      '4 time_zone time_zone_unknown',
      '4 specialty value_missing',
      '4 languages language_unknown',
      '5 specialty value_unexpected',
      '5 language_pairs pair_unknown',
      '7 language_pairs value_missing',
      '8 language_pairs value_unexpected',
      '10 external_id id_twice',
      '11 name value_too_long',
      '12  line_broken',
    ]);
  });

  it('does not make one person another', async () => {
    await upload('people', STAFF);
    const changed = file(PEOPLE, 'R-1,observer,Room 1,,,,en,,');
    expect(await problemsOf('people', changed)).toEqual(['2 role role_changed']);
  });

  it.each([
    ['an unknown column', `${PEOPLE},salary\r\n`, ['1 salary column_unknown', '1  no_lines']],
    ['a missing column', 'external_id,role\r\nA,room\r\n', undefined],
    ['a column twice', `${PEOPLE},name\r\nA,room,R,,,,,,,R\r\n`, ['1 name column_twice']],
    ['an empty file', '', ['1  no_lines']],
    ['a header alone', `${PEOPLE}\r\n`, ['1  no_lines']],
    ['an open quote', `${PEOPLE}\r\nA,room,"Room,,,,,,\r\n`, undefined],
  ])('says what is wrong with %s', async (_what, body, expected) => {
    const problems = await problemsOf('people', body);
    expect(problems.length).toBeGreaterThan(0);
    if (expected) expect(problems).toEqual(expected.slice(0, problems.length));
  });

  it('takes what spreadsheets make of a file', async () => {
    const odd = [
      'sep=;',
      'External ID;Role;Name;Native name;Chinese name;Specialty;Languages;Language pairs;Time zone;;',
      '"D-1";Specialist;"Li; Na";"李\r\n娜";;Cardiology;"ru, en";;;;',
      ';;;;;;;;;',
      '',
    ].join('\r\n');
    const report = reportOf(await upload('people', `\uFEFF${odd}`));
    expect(report).toMatchObject({ imported: true, separator: ';', created: 1 });
    expect(await staff()).toMatchObject([{ name: 'Li; Na', languages: ['ru', 'en'] }]);
  });

  it('refuses bytes that spell nothing', async () => {
    const response = await fetch(`${server.url}/api/imports?kind=people`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await server.tokenOf(world.admin)}` },
      body: Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x81]),
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'encoding_unknown' });
  });

  describe('weekly hours', () => {
    const WEEK = file(
      HOURS,
      'D-1,1,9:00,12:00,,',
      'D-1,mon,13:00:00,17:00,01.12.2026,2026-12-31',
      'I-1,7,20:00,02:00,,',
    );
    const schedules = () =>
      database().selectFrom('schedule').select(['version', 'rules']).execute();
    beforeEach(() => upload('people', STAFF));

    it('replace those of the people in the file, once', async () => {
      expect(reportOf(await upload('hours', WEEK))).toMatchObject({ created: 2, imported: true });
      expect(reportOf(await upload('hours', WEEK))).toMatchObject({ unchanged: 2 });
      const weekly = (await schedules()).map(({ rules }) => rules.weekly);
      expect(weekly).toContainEqual([
        { weekday: 1, start: '09:00', end: '12:00' },
        {
          weekday: 1,
          start: '13:00',
          end: '17:00',
          validFrom: '2026-12-01',
          validTo: '2026-12-31',
        },
      ]);
      const shorter = file(HOURS, 'D-1,2,9:00,12:00,,');
      expect(reportOf(await upload('hours', shorter))).toMatchObject({ updated: 1 });
      expect((await schedules()).map(({ version }) => version).sort()).toEqual([1, 2]);
    });

    it('of bad lines are named', async () => {
      const problems = await problemsOf(
        'hours',
        file(
          HOURS,
          'D-9,1,09:00,10:00,,',
          'D-1,8,09:00,10:00,,',
          'D-1,1,25:00,10:00,,',
          'D-1,1,09:00,9:00,,',
          'D-1,1,09:00,10:00,2026-02-30,',
          'D-1,1,09:00,10:00,2026-12-02,2026-12-01',
          'D-1,1,,10:00,,',
        ),
      );
      expect(problems).toEqual([
        '2 external_id person_unknown',
        '3 weekday weekday_unknown',
        '4 start time_unknown',
        '5 end hours_empty',
        '6 valid_from date_unknown',
        '7 valid_to dates_reversed',
        '8 start value_missing',
      ]);
    });
  });

  describe('taking it out again', () => {
    it('gives files that can be brought in as they are', async () => {
      await upload('people', STAFF);
      await upload('hours', file(HOURS, 'D-1,1,09:00,12:00,2026-12-01,'));
      expect(reportOf(await upload('people', await download('/api/exports/people')))).toMatchObject(
        {
          unchanged: 3,
        },
      );
      expect(reportOf(await upload('hours', await download('/api/exports/hours')))).toMatchObject({
        unchanged: 1,
      });
    });

    it('lets no spreadsheet run a name as a formula, and takes the name back as it was', async () => {
      const evil = file(PEOPLE, 'R-1,room,"=HYPERLINK(""http://evil"")",,,,,,');
      await upload('people', evil);
      const exported = await download('/api/exports/people');
      expect(exported).toContain(`"'=HYPERLINK(""http://evil"")"`);
      expect(reportOf(await upload('people', exported))).toMatchObject({ unchanged: 1 });
    });

    it('gives templates that can be brought in', async () => {
      for (const kind of ['people', 'hours'] as const) {
        const template = await download(`/api/imports/templates/${kind}`);
        expect(reportOf(await upload(kind, template)).problems).toEqual([]);
      }
    });

    it('exports everything that the hospital owns or takes part in, and nothing of others', async () => {
      await upload('people', STAFF);
      await server.send('POST', '/api/appointments', {
        as: world.coordinator,
        body: consultOf(world),
      });
      const lines = (await download('/api/exports')).trim().split('\n');
      const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      const count = Map.groupBy(records, ({ type }) => type);
      expect(count.get('organization')).toMatchObject([{ id: world.organizations.urumqi }]);
      expect(count.get('actor')?.map(({ organization_id: id }) => id)).toEqual(
        Array(9).fill(world.organizations.urumqi),
      );
      expect(count.get('appointment')).toHaveLength(1);
      expect(count.get('auditEvent')?.map(({ action }) => action)).toContain('book');
      expect(lines.join()).not.toContain('password');
    });
  });

  it('is for administrators alone, and written down', async () => {
    for (const as of [world.coordinator, world.specialist, world.osh.patient]) {
      expect(problemOf(await upload('people', STAFF, { as })).code).toBe('forbidden');
      for (const path of ['exports', 'exports/people', 'imports/templates/people'])
        expect(problemOf(await server.send('GET', `/api/${path}`, { as })).code).toBe('forbidden');
    }
    await upload('people', STAFF);
    await download('/api/exports');
    const rows = await database()
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('entity', '=', 'organization')
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { action: 'import', actor_id: world.admin },
      { action: 'export', actor_id: world.admin },
    ]);
  });
});
