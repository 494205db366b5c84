import { randomUUID } from 'node:crypto';
import type { Language, Schedule, Specialty } from '@silkconsult/protocol';
import { SPECIALTIES } from '@silkconsult/protocol';
import type { Database } from '../../../apps/scheduling/src/database/types.ts';

/** The network of the goal: 27 organisations, 600 practitioners, 120 interpreters. */
const URUMQI = 5;
const PARTNERS = 22;
const SPECIALISTS = 200;
const REFERRERS = 400;
const INTERPRETERS = 120;
const ROOMS = 88;
const PATIENTS = 2200;

/** Each partner's language and clock, in turn. */
const SIDES: readonly [Language, string, 'KZ' | 'KG' | 'UZ' | 'TJ' | 'MN' | 'PK'][] = [
  ['kk', 'Asia/Almaty', 'KZ'],
  ['ky', 'Asia/Bishkek', 'KG'],
  ['uz', 'Asia/Tashkent', 'UZ'],
  ['tg', 'Asia/Dushanbe', 'TJ'],
  ['mn', 'Asia/Hovd', 'MN'],
  ['ur', 'Asia/Karachi', 'PK'],
];
const INTERPRETED: readonly Language[] = [
  'kk',
  'ky',
  'uz',
  'tg',
  'mn',
  'ur',
  'ru',
  'ug',
  'tk',
  'en',
];

const week = (days: number, ...hours: [string, string][]): Schedule['weekly'] =>
  Array.from({ length: days }, (_, day) =>
    hours.map(([start, end]) => ({ weekday: day + 1, start, end })),
  ).flat();
const schedule = (weekly: Schedule['weekly'], after = 0, consults?: number): Schedule => ({
  weekly,
  observesHolidays: true,
  buffers: { beforeMinutes: 0, afterMinutes: after },
  dailyMaximum: { consults },
});
const OFFICE = schedule(week(5, ['10:00', '14:00'], ['15:00', '20:00']), 5, 12);
const LONG_DAY = schedule(week(6, ['10:00', '20:00']), 0, 14);
const CLINIC = schedule(week(6, ['08:00', '18:00']));

export interface BenchNetwork {
  urumqi: string[];
  partners: {
    id: string;
    language: Language;
    rooms: string[];
    referrers: string[];
    patients: string[];
  }[];
  specialists: { id: string; specialty: Specialty }[];
  interpreters: string[];
  coordinator: string;
}

/** Writes organisations, people and their hours. */
export async function writePeople(db: Database): Promise<BenchNetwork> {
  const organization = (name: string, index: number) => {
    const partner = index >= URUMQI;
    const [language, zone, country] = SIDES[index % SIDES.length] ?? ['ru', 'UTC', 'KZ'];
    return {
      id: randomUUID(),
      name: `${name} ${index}`,
      names: '{}',
      kind: partner ? ('partner' as const) : ('urumqi' as const),
      country: partner ? country : ('CN' as const),
      city: name,
      time_zone: partner ? zone : 'Asia/Shanghai',
      languages: partner ? [language] : (['zh-CN'] as Language[]),
      demo: false,
    };
  };
  const organizations = Array.from({ length: URUMQI + PARTNERS }, (_, index) =>
    organization('Hospital', index),
  );
  await db.insertInto('organization').values(organizations).execute();
  const urumqi = organizations.slice(0, URUMQI);
  const partners = organizations.slice(URUMQI);

  type Actor = Parameters<ReturnType<typeof db.insertInto<'actor'>>['values']>[0];
  const actors: (Extract<Actor, { id: unknown }> & { id: string; hours?: Schedule })[] = [];
  const add = (
    role: 'practitioner' | 'patient' | 'interpreter' | 'location' | 'coordinator',
    organizationId: string,
    rest: {
      kind?: 'specialist' | 'referrer';
      specialty?: Specialty;
      languages: Language[];
      pairs?: [Language, Language][];
      hours?: Schedule;
    },
  ) => {
    const id = randomUUID();
    actors.push({
      id,
      organization_id: organizationId,
      role,
      kind: rest.kind ?? null,
      specialty: rest.specialty ?? null,
      name: `${role} ${actors.length}`,
      languages: rest.languages,
      language_pairs: JSON.stringify(rest.pairs ?? []),
      demo: false,
      hours: rest.hours,
    });
    return id;
  };
  const of = <T>(list: readonly T[], index: number) => list[index % list.length] as T;

  const specialists = Array.from({ length: SPECIALISTS }, (_, index) => {
    const specialty = of(SPECIALTIES, index);
    const home = of(urumqi, index).id;
    const rest = { kind: 'specialist' as const, specialty, languages: ['zh-CN' as const] };
    return { id: add('practitioner', home, { ...rest, hours: OFFICE }), specialty };
  });
  const interpreters = Array.from({ length: INTERPRETERS }, (_, index) => {
    const language = of(INTERPRETED, index);
    const pairs: [Language, Language][] = [['zh-CN', language]];
    if (language !== 'ru' && language !== 'en') pairs.push(['ru', language]);
    const languages: Language[] = ['zh-CN', language];
    return add('interpreter', of(urumqi, index).id, { languages, pairs, hours: LONG_DAY });
  });
  const perPartner = <T>(total: number, make: (partner: (typeof partners)[number]) => T) =>
    partners.map((partner) => Array.from({ length: total / PARTNERS }, () => make(partner)));
  const rooms = perPartner(ROOMS, ({ id, languages }) =>
    add('location', id, { languages, hours: CLINIC }),
  );
  const referrers = perPartner(Math.ceil(REFERRERS / PARTNERS) * PARTNERS, ({ id, languages }) =>
    add('practitioner', id, {
      kind: 'referrer',
      specialty: 'cardiology',
      languages,
      hours: CLINIC,
    }),
  );
  const patients = perPartner(PATIENTS, ({ id, languages }) => add('patient', id, { languages }));
  const coordinator = add('coordinator', urumqi[0]?.id ?? '', { languages: ['zh-CN'] });

  for (let from = 0; from < actors.length; from += 500) {
    const some = actors.slice(from, from + 500);
    await db
      .insertInto('actor')
      .values(some.map(({ hours: _, ...row }) => row))
      .execute();
    const schedules = some.flatMap(({ id, hours }) =>
      hours ? [{ actor_id: id, version: 1, rules: JSON.stringify(hours) }] : [],
    );
    if (schedules.length > 0) await db.insertInto('schedule').values(schedules).execute();
  }
  return {
    urumqi: urumqi.map(({ id }) => id),
    partners: partners.map(({ id, languages: [language] }, index) => ({
      id,
      language: language ?? 'ru',
      rooms: rooms[index] ?? [],
      referrers: referrers[index] ?? [],
      patients: patients[index] ?? [],
    })),
    specialists,
    interpreters,
    coordinator,
  };
}
