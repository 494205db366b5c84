import { randomUUID } from 'node:crypto';
import type { PractitionerKind, Role } from '@silkconsult/protocol';
import type { Insertable } from 'kysely';
import type { Database, Schema } from '../database/types.ts';

/** A small network: one hospital in Urumqi, two partners, and the people of a consult at each. */
export interface World {
  organizations: { urumqi: string; osh: string; almaty: string };
  specialist: string;
  otherSpecialist: string;
  interpreter: string;
  coordinator: string;
  admin: string;
  observer: string;
  osh: Partner;
  almaty: Partner;
}

interface Partner {
  referrer: string;
  patient: string;
  otherPatient: string;
  coordinator: string;
  room: string;
}

interface NewActor {
  organization: string;
  role: Role | 'location';
  kind?: PractitionerKind;
  name: string;
}

/** Empties every table and writes the network anew, so that no test sees another's data. */
export async function createWorld(db: Database): Promise<World> {
  for (const table of [
    'audit_event',
    'appointment',
    'service_request',
    'agreement',
    'on_call_shift',
    'account',
    'session',
    'wording',
    'added_term',
    'term_suggestion',
    'actor',
  ] as const)
    await db.deleteFrom(table).execute();
  await db.deleteFrom('organization').execute();
  const organizations = { urumqi: randomUUID(), osh: randomUUID(), almaty: randomUUID() };
  const organization = (
    id: string,
    name: string,
    country: 'CN' | 'KG' | 'KZ',
    timeZone: string,
  ) => ({
    id,
    name,
    names: JSON.stringify({ ru: `${name} (ru)` }),
    kind: country === 'CN' ? ('urumqi' as const) : ('partner' as const),
    country,
    city: name,
    time_zone: timeZone,
    second_time_zone: country === 'CN' ? 'Asia/Urumqi' : null,
    languages: country === 'CN' ? (['zh-CN'] as const).slice() : (['ru'] as const).slice(),
    demo: false,
  });
  await db
    .insertInto('organization')
    .values([
      organization(organizations.urumqi, 'Urumqi', 'CN', 'Asia/Shanghai'),
      organization(organizations.osh, 'Osh', 'KG', 'Asia/Bishkek'),
      organization(organizations.almaty, 'Almaty', 'KZ', 'Asia/Almaty'),
    ])
    .execute();

  const actors: Insertable<Schema['actor']>[] = [];
  const actor = ({ organization: organization_id, role, kind, name }: NewActor) => {
    const id = randomUUID();
    actors.push({
      id,
      organization_id,
      role,
      kind,
      specialty: kind && 'cardiology',
      name,
      native_name: `${name} (native)`,
      languages: ['ru', 'en'],
      language_pairs: JSON.stringify(role === 'interpreter' ? [['zh-CN', 'ru']] : []),
      demo: false,
    });
    return id;
  };
  const partner = (organization: string, name: string): Partner => ({
    referrer: actor({
      organization,
      role: 'practitioner',
      kind: 'referrer',
      name: `${name} referrer`,
    }),
    patient: actor({ organization, role: 'patient', name: `${name} patient` }),
    otherPatient: actor({ organization, role: 'patient', name: `${name} other patient` }),
    coordinator: actor({ organization, role: 'coordinator', name: `${name} coordinator` }),
    room: actor({ organization, role: 'location', name: `${name} room` }),
  });
  const inUrumqi = { organization: organizations.urumqi };
  const specialist = { ...inUrumqi, role: 'practitioner', kind: 'specialist' } as const;
  const world: World = {
    organizations,
    specialist: actor({ ...specialist, name: 'Specialist' }),
    otherSpecialist: actor({ ...specialist, name: 'Other specialist' }),
    interpreter: actor({ ...inUrumqi, role: 'interpreter', name: 'Interpreter' }),
    coordinator: actor({ ...inUrumqi, role: 'coordinator', name: 'Coordinator' }),
    admin: actor({ ...inUrumqi, role: 'admin', name: 'Administrator' }),
    observer: actor({ ...inUrumqi, role: 'observer', name: 'Observer' }),
    osh: partner(organizations.osh, 'Osh'),
    almaty: partner(organizations.almaty, 'Almaty'),
  };
  await db.insertInto('actor').values(actors).execute();
  return world;
}
