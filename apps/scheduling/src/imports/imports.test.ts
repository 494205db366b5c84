import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  accountInvitationSchema,
  accountSchema,
  type ImportKind,
  type ImportReport,
  importReportSchema,
  pageOf,
} from '@silkconsult/protocol';
import { EventReader } from '../testing/eventReader.ts';
import { describeScheduling } from '../testing/scheduling.ts';
import { type Answer, consultOf, HOUR, problemOf } from '../testing/server.ts';

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
  const upload = (kind: ImportKind, body: string, { dryRun = false, as = world.admin } = {}) =>
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
  const staff = async () => {
    const rows = await database()
      .selectFrom('actor')
      .selectAll()
      .where('external_id', 'is not', null)
      .orderBy('external_id')
      .execute();
    return rows.map(({ changed_at: _at, ...row }) => row);
  };
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

  it('knows the dialects of interpreters, and keeps them where a file has no such column', async () => {
    const interpreter = 'I-9,interpreter,Li Na,,,,zh-CN,zh-CN/ky,';
    const speaking = (dialects: string) => file(`${PEOPLE},dialects`, `${interpreter},${dialects}`);
    const spoken = async () =>
      (
        await database()
          .selectFrom('actor')
          .select('dialects')
          .where('external_id', '=', 'I-9')
          .executeTakeFirst()
      )?.dialects;
    expect(await problemsOf('people', speaking('ky-north'))).toEqual([
      '2 dialects dialect_unknown',
    ]);
    await upload('people', speaking('ky-south UG-Khotan'));
    expect(await spoken()).toEqual(['ky-south', 'ug-khotan']);
    await upload('people', file(PEOPLE, interpreter.replace('Li Na', 'Li Nana')));
    expect(await spoken()).toEqual(['ky-south', 'ug-khotan']);
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

  it.each([
    ['bytes that spell nothing', Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0xfe, 0x81])],
    ['a workbook that was not saved as CSV', Buffer.from('504b0304140006000800000021', 'hex')],
    ['a NUL in a name', Buffer.from(file(PEOPLE, 'D-1,observer,Li\0Na,,,,ru,,'))],
  ])('refuses %s', async (_what, body) => {
    const response = await fetch(`${server.url}/api/imports?kind=people`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await server.tokenOf(world.admin)}` },
      body,
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
      for (const column of ['search_key', 'escalation_level', 'escalate_at'])
        expect(lines.join('')).not.toContain(column);
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

  describe('patients', () => {
    const PATIENTS =
      'external_id,name,native_name,chinese_name,birth_date,languages,phone,email,known';

    it('come with their names, and are found again by their ids', async () => {
      const lines = file(
        PATIENTS,
        'P-1,Nurgul Jumabaeva,Нургүл Жумабаева,努尔古丽,1984-03-08,ky ru,+996 555 010101,,',
      );
      expect(reportOf(await upload('patients', lines))).toMatchObject({ created: 1, problems: [] });
      expect(reportOf(await upload('patients', lines))).toMatchObject({ unchanged: 1 });
      const [patient] = await staff();
      expect(patient).toMatchObject({
        role: 'patient',
        birth_year: 1984,
        chinese_name: '努尔古丽',
      });
      expect(reportOf(await upload('patients', await download('/api/exports/patients')))).toEqual(
        expect.objectContaining({ created: 0, problems: [] }),
      );
    });

    it('who seem to be there already are asked about: the same, or another', async () => {
      const line = (id: string, name: string, known: string) =>
        file(PATIENTS, `${id},${name},,,1984-03-08,ky,,,${known}`);
      await upload('patients', line('P-1', 'Nurgul Jumabaeva', ''));
      const dry = await upload('patients', line('P-2', 'Zhumabaeva Nurgul', ''), { dryRun: true });
      expect(reportOf(dry).problems).toEqual([
        { line: 2, column: 'name', code: 'patient_known', value: 'Nurgul Jumabaeva' },
      ]);
      const same = reportOf(await upload('patients', line('P-2', 'Zhumabaeva Nurgul', 'same')));
      expect(same).toMatchObject({ created: 0, updated: 1 });
      const other = await upload('patients', line('P-3', 'Nurgul Jumabaeva', 'other'));
      expect(reportOf(other)).toMatchObject({ created: 1 });
    });

    it('of bad lines are named', async () => {
      const lines = file(
        PATIENTS,
        'P-1,Нургүл,,Nurgul,08.03.1984,ky,12,x,maybe',
        'P-1,Aibek,,,1984-02-30,xx,,,',
        'P-4,Aibek,,,1984,ky,,,',
        'P-5,Aibek,,,,ky,,,',
        'P-6,Daniyar,,,24.11.2027,ky,,,',
        'P-7,Gulnara,,,0984-03-08,ky,,,',
      );
      const { problems } = reportOf(await upload('patients', lines, { dryRun: true }));
      expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
        [2, 'known', 'known_unknown'],
        [2, 'name', 'name_not_latin'],
        [2, 'chinese_name', 'chinese_name_wrong'],
        [2, 'phone', 'phone_wrong'],
        [2, 'email', 'email_wrong'],
        [3, 'birth_date', 'date_unknown'],
        [3, 'languages', 'language_unknown'],
        [3, 'external_id', 'id_twice'],
        [4, 'birth_date', 'date_unknown'],
        [4, 'name', 'patient_twice'],
        [5, 'name', 'patient_twice'],
        [6, 'birth_date', 'date_unknown'],
        [7, 'birth_date', 'date_unknown'],
      ]);
    });

    it('come ten thousand at once', async () => {
      const name = (index: number) =>
        [...String(index)].map((digit) => 'abdefgiklm'[Number(digit)]).join('');
      const lines = Array.from(
        { length: 10_000 },
        (_, index) => `P-${index},${name(index)} Aibek,,,,ky,,,other`,
      );
      const report = reportOf(await upload('patients', file(PATIENTS, ...lines)));
      expect(report).toMatchObject({ created: 10_000, imported: true });
      const more = file(PATIENTS, ...lines, 'P-X,One more,,,,ky,,,');
      const refused = reportOf(await upload('patients', more, { dryRun: true }));
      expect(refused.problems[0]).toMatchObject({ code: 'too_many_lines', line: 10_002 });
    }, 60_000);
  });

  it('tells open pages that a hospital has other people now', async () => {
    const { reader } = await EventReader.open(server.url, await server.tokenOf(world.coordinator));
    try {
      await upload('people', STAFF);
      await reader.until(() => reader.events.some(({ type }) => type === 'directoryChanged'));
      const told = reader.events.find(({ type }) => type === 'directoryChanged');
      expect(told?.organizationId).toBe(world.organizations.urumqi);
    } finally {
      reader.close();
    }
  });

  it('takes a file without addresses, and one with some; nobody’s address twice', async () => {
    expect(reportOf(await upload('people', STAFF)).created).toBe(3);
    const mailed = (email: string) =>
      file(`${PEOPLE},email`, `D-1,specialist,Li Na,李娜,,cardiology,zh-CN en,,,${email}`);
    expect(reportOf(await upload('people', mailed('Li@Hospital.example'))).updated).toBe(1);
    expect(reportOf(await upload('people', STAFF)).unchanged).toBe(3);
    const [first] = await staff();
    expect(first?.email).toBe('li@hospital.example');
    await database()
      .insertInto('account')
      .values({ actor_id: world.admin, email: 'taken@hospital.example', password_hash: 'x' })
      .execute();
    const taken = await upload('people', mailed('taken@hospital.example'), { dryRun: true });
    expect(reportOf(taken).problems).toMatchObject([{ line: 2, code: 'email_taken' }]);
  });

  describe('accounts', () => {
    const post = (path: string, body: unknown, as?: string) =>
      server.send('POST', `/api/${path}`, { body, as });
    const bring = async () => {
      await upload(
        'people',
        file(`${PEOPLE},email`, 'D-1,specialist,Li Na,李娜,,cardiology,zh-CN,,,li@x.example'),
      );
      const [person] = await staff();
      return person?.id ?? '';
    };
    const linkFor = async (personId: string) => {
      const { body } = await post('account-invitations', { by: 'link', personId }, world.admin);
      return accountInvitationSchema.parse(body).link ?? '';
    };
    const tokenIn = (link: string) => link.split('#')[1] ?? '';
    const stateOf = async (personId: string) => {
      const { body } = await server.send('GET', '/api/accounts', { as: world.admin });
      const { items } = pageOf(accountSchema).parse(body);
      return items.find((one) => one.personId === personId)?.state;
    };
    const password = 'a long enough password';

    it('are made by a link, once, and signed in with', async () => {
      const personId = await bring();
      expect(await stateOf(personId)).toBe('none');
      const link = await linkFor(personId);
      expect(link).toMatch(/^https:\/\/consult\.example\/account#/);
      expect(await stateOf(personId)).toBe('invited');
      const token = tokenIn(link);
      const opened = await post('account-invitations/opened', { token });
      expect(opened.body).toMatchObject({ name: 'Li Na', email: 'li@x.example' });
      expect(problemOf(await post('accounts', { token, password: 'short' })).code).toBe(
        'invalid_request',
      );
      const twice = await Promise.all([1, 2].map(() => post('accounts', { token, password })));
      expect(twice.map(({ status }) => status).toSorted()).toEqual([204, 410]);
      expect(await stateOf(personId)).toBe('active');
      const session = await post('sessions', { email: 'li@x.example', password });
      expect(session.status).toBe(201);
    });

    it('have one good link at a time, for seven days', async () => {
      const personId = await bring();
      const [first, second] = [await linkFor(personId), await linkFor(personId)];
      const open = (link: string) => post('account-invitations/opened', { token: tokenIn(link) });
      expect(problemOf(await open(first)).code).toBe('account_link_used');
      expect((await open(second)).status).toBe(200);
      const before = server.clock.now;
      server.clock.now += 7 * 24 * HOUR;
      expect(problemOf(await open(second)).code).toBe('account_link_used');
      server.clock.now = before;
      expect(problemOf(await open('x#y')).code).toBe('account_link_invalid');
    });

    it('of other hospitals, and without an address, are nobody’s to make', async () => {
      for (const [as, personId, code] of [
        [world.coordinator, world.specialist, 'forbidden'],
        [world.admin, world.osh.referrer, 'not_found'],
        [world.admin, world.specialist, 'invalid_request'],
        [world.admin, world.osh.room, 'not_found'],
      ] as const)
        expect(
          problemOf(await post('account-invitations', { by: 'link', personId }, as)).code,
        ).toBe(code);
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
