import { randomUUID } from 'node:crypto';
import type { PractitionerKind, Role } from '@silkconsult/protocol';
import type { Database } from '../database/types.ts';

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

  const actor = async ({ organization: organization_id, role, kind, name }: NewActor) => {
    const id = randomUUID();
    await db
      .insertInto('actor')
      .values({
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
      })
      .execute();
    return id;
  };
  const partner = async (organization: string, name: string): Promise<Partner> => ({
    referrer: await actor({
      organization,
      role: 'practitioner',
      kind: 'referrer',
      name: `${name} referrer`,
    }),
    patient: await actor({ organization, role: 'patient', name: `${name} patient` }),
    otherPatient: await actor({ organization, role: 'patient', name: `${name} other patient` }),
    coordinator: await actor({ organization, role: 'coordinator', name: `${name} coordinator` }),
    room: await actor({ organization, role: 'location', name: `${name} room` }),
  });
  const inUrumqi = { organization: organizations.urumqi };
  const specialist = { ...inUrumqi, role: 'practitioner', kind: 'specialist' } as const;
  return {
    organizations,
    specialist: await actor({ ...specialist, name: 'Specialist' }),
    otherSpecialist: await actor({ ...specialist, name: 'Other specialist' }),
    interpreter: await actor({ ...inUrumqi, role: 'interpreter', name: 'Interpreter' }),
    coordinator: await actor({ ...inUrumqi, role: 'coordinator', name: 'Coordinator' }),
    admin: await actor({ ...inUrumqi, role: 'admin', name: 'Administrator' }),
    observer: await actor({ ...inUrumqi, role: 'observer', name: 'Observer' }),
    osh: await partner(organizations.osh, 'Osh'),
    almaty: await partner(organizations.almaty, 'Almaty'),
  };
}
