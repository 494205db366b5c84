import type { Dialect, Language, PractitionerKind, Role, Specialty } from '@silkconsult/protocol';
import { DIALECTS, SPECIALTIES } from '@silkconsult/protocol';
import { demoName, uyghurName } from './names.ts';
import { DEMO_ORGANIZATIONS, type DemoOrganization } from './organizations.ts';
import { demoChoice, demoId, demoNumber } from './seed.ts';

export interface DemoActor {
  id: string;
  organization: string;
  role: Role | 'location';
  kind?: PractitionerKind;
  specialty?: Specialty;
  name: string;
  nativeName?: string;
  languages: Language[];
  languagePairs?: [Language, Language][];
  dialects?: Dialect[];
  birthYear?: number;
  email?: string;
}

const actorId = (key: string) => demoId('actor', key);

/** The people behind DEMO_ACCOUNTS, and the patient of the consult that is always open. */
export const CAST = {
  specialist: actorId('cast-specialist'),
  referrer: actorId('cast-referrer'),
  patient: actorId('cast-patient'),
  interpreter: actorId('cast-interpreter'),
} as const;

const CAST_ACTORS: DemoActor[] = [
  {
    id: CAST.specialist,
    organization: 'hongshan',
    role: 'practitioner',
    kind: 'specialist',
    specialty: 'pulmonology-tuberculosis',
    name: 'Li Wenbo',
    nativeName: '李文博',
    languages: ['zh-CN', 'en'],
    email: 'specialist@demo.example',
  },
  {
    id: CAST.referrer,
    organization: 'osh',
    role: 'practitioner',
    kind: 'referrer',
    specialty: 'pulmonology-tuberculosis',
    name: 'Aizada Toktogulova',
    nativeName: 'Айзада Токтогулова',
    languages: ['ru', 'ky'],
    email: 'referrer@demo.example',
  },
  {
    id: CAST.patient,
    organization: 'osh',
    role: 'patient',
    name: 'Nurgul Jumabaeva',
    nativeName: 'Нургүл Жумабаева',
    languages: ['ky', 'ru'],
    birthYear: 1974,
  },
  {
    id: CAST.interpreter,
    organization: 'first',
    role: 'interpreter',
    name: 'Madina Yusupova',
    nativeName: 'Мадина Юсупова',
    languages: ['ru', 'zh-CN', 'ky', 'en'],
    languagePairs: [
      ['zh-CN', 'ru'],
      ['zh-CN', 'ky'],
      ['zh-CN', 'en'],
    ],
    email: 'interpreter@demo.example',
  },
  {
    id: actorId('cast-coordinator'),
    organization: 'first',
    role: 'coordinator',
    name: 'Zhao Min',
    nativeName: '赵敏',
    languages: ['zh-CN', 'ru'],
    email: 'coordinator@demo.example',
  },
  {
    id: actorId('cast-partner-coordinator'),
    organization: 'osh',
    role: 'coordinator',
    name: 'Bakyt Osmonov',
    nativeName: 'Бакыт Осмонов',
    languages: ['ky', 'ru'],
    email: 'partner-coordinator@demo.example',
  },
  {
    id: actorId('cast-observer'),
    organization: 'hongshan',
    role: 'observer',
    name: 'Chen Yu',
    nativeName: '陈宇',
    languages: ['zh-CN', 'en'],
    email: 'observer@demo.example',
  },
  {
    id: actorId('cast-admin'),
    organization: 'first',
    role: 'admin',
    name: 'Sun Lei',
    nativeName: '孙磊',
    languages: ['zh-CN'],
    email: 'admin@demo.example',
  },
];

const URUMQI = DEMO_ORGANIZATIONS.filter((organization) => organization.kind === 'urumqi');
const PARTNERS = DEMO_ORGANIZATIONS.filter((organization) => organization.kind === 'partner');

/** Two specialists for each specialty, at two of the five hospitals; every fourth is Uyghur. */
const SPECIALISTS: DemoActor[] = SPECIALTIES.flatMap((specialty, index) =>
  [0, 1].map((which): DemoActor => {
    const key = `specialist-${specialty}-${which}`;
    const uyghur = (index + which) % 4 === 3;
    const home = specialty === 'traditional-medicine' && which === 0 ? 'bogda' : undefined;
    return {
      id: actorId(key),
      organization: home ?? URUMQI[(index + which * 2) % URUMQI.length]?.key ?? 'first',
      role: 'practitioner',
      kind: 'specialist',
      specialty,
      ...(uyghur ? uyghurName(key) : demoName('CN', key)),
      languages: uyghur ? ['ug', 'zh-CN', 'ru'] : ['zh-CN', 'en'],
    };
  }),
);

const PAIRS: [Language, Language][] = [
  ['zh-CN', 'kk'],
  ['zh-CN', 'ky'],
  ['zh-CN', 'uz'],
  ['zh-CN', 'tg'],
  ['zh-CN', 'tk'],
  ['zh-CN', 'mn'],
  ['zh-CN', 'ur'],
  ['zh-CN', 'ug'],
  ['zh-CN', 'ru'],
  ['zh-CN', 'en'],
];

/** Two interpreters for each language with Chinese; most of them relay through Russian as well. */
const INTERPRETERS: DemoActor[] = PAIRS.flatMap(([chinese, other], index) =>
  [0, 1].map((which): DemoActor => {
    const key = `interpreter-${other}-${which}`;
    const relays = !['ru', 'en', 'ur'].includes(other);
    const dialect = DIALECTS.find((one) => one.startsWith(`${other}-`));
    return {
      id: actorId(key),
      organization: URUMQI[(index + which) % URUMQI.length]?.key ?? 'first',
      role: 'interpreter',
      dialects: which === 0 && dialect ? [dialect] : [],
      email: key === 'interpreter-ky-0' ? 'second-interpreter@demo.example' : undefined,
      ...(which === 0 ? uyghurName(key) : demoName('CN', key)),
      languages: relays ? [chinese, other, 'ru'] : [chinese, other],
      languagePairs: relays
        ? [
            [chinese, other],
            ['ru', other],
          ]
        : [[chinese, other]],
    };
  }),
);

/** A room for consults, two referrers, a coordinator and three patients at each partner. */
function peopleOf(partner: DemoOrganization): DemoActor[] {
  const one = (
    key: string,
    rest: Pick<DemoActor, 'role' | 'kind' | 'specialty' | 'birthYear'>,
  ): DemoActor => ({
    id: actorId(`${partner.key}-${key}`),
    organization: partner.key,
    ...demoName(partner.country, `${partner.key}-${key}`),
    languages: [...partner.languages],
    ...rest,
  });
  return [
    {
      ...one('room', { role: 'location' }),
      name: `Consult room, ${partner.city}`,
      nativeName: undefined,
    },
    ...[0, 1].map((index) =>
      one(`referrer-${index}`, {
        role: 'practitioner',
        kind: 'referrer',
        specialty: demoChoice(SPECIALTIES, partner.key, 'referrer', index),
      }),
    ),
    one('coordinator', { role: 'coordinator' }),
    ...[0, 1, 2].map((index) =>
      one(`patient-${index}`, {
        role: 'patient',
        birthYear: 1945 + demoNumber(65, partner.key, 'born', index),
      }),
    ),
  ];
}

/** Everybody, and every room, of the demonstration. */
export const DEMO_ACTORS: readonly DemoActor[] = [
  ...CAST_ACTORS,
  ...SPECIALISTS,
  ...INTERPRETERS,
  ...PARTNERS.flatMap(peopleOf),
];
