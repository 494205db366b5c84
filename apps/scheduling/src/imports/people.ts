import { randomUUID } from 'node:crypto';
import type { ImportProblem } from '@silkconsult/protocol';
import { recordAudits } from '../audit/store.ts';
import type { NewRow, Tx } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { type ImportedPerson, readPeople } from './rules/people.ts';
import * as store from './store.ts';
import type { Table } from './table.ts';

/** What an import would do, and the work that does it. */
export interface Plan {
  created: number;
  updated: number;
  unchanged: number;
  problems: ImportProblem[];
  carryOut(tx: Tx, viewer: Viewer, at: Date): Promise<void>;
}

const columnsOf = (person: ImportedPerson) => ({
  name: person.name,
  native_name: person.nativeName,
  chinese_name: person.chineseName,
  specialty: person.specialty,
  languages: person.languages,
  language_pairs: person.languagePairs,
  time_zone: person.timeZone,
  ...(person.email === undefined ? {} : { email: person.email }),
  ...(person.dialects === undefined ? {} : { dialects: person.dialects }),
});

function isChanged(actor: store.ImportedActor, person: ImportedPerson): boolean {
  const wanted = columnsOf(person);
  const same = Object.entries(wanted).every(
    ([column, value]) =>
      JSON.stringify(actor[column as keyof typeof wanted]) === JSON.stringify(value),
  );
  return !same;
}

const written = (person: ImportedPerson) => ({
  ...columnsOf(person),
  language_pairs: JSON.stringify(person.languagePairs),
});

/** Compares the lines with who is there: by the hospital's own ids, so that a second import of the
 * same file changes nothing, and one of a corrected file changes those whom it corrects. */
export async function planPeople(
  tx: Tx,
  organization: { id: string; demo: boolean },
  table: Table,
): Promise<Plan> {
  const { people, problems } = readPeople(table.lines);
  const actors = await store.importedActors(tx, organization.id);
  const known = new Map(actors.map((actor) => [actor.external_id, actor]));
  const addresses = people.flatMap(({ email }) => email ?? []);
  const owners = await store.accountsOf(tx, addresses);
  const created: NewRow<'actor'>[] = [];
  const updated: { id: string; change: Partial<NewRow<'actor'>> }[] = [];
  for (const person of people) {
    const actor = known.get(person.externalId);
    const owner = person.email ? owners.get(person.email) : undefined;
    if (owner !== undefined && owner !== actor?.id)
      problems.push({
        line: person.line,
        column: 'email',
        code: 'email_taken',
        value: person.email ?? undefined,
      });
    if (!actor)
      created.push({
        id: randomUUID(),
        organization_id: organization.id,
        external_id: person.externalId,
        role: person.role,
        kind: person.kind,
        ...written(person),
        demo: organization.demo,
      });
    else if (actor.role !== person.role || actor.kind !== person.kind)
      problems.push({ line: person.line, column: 'role', code: 'role_changed' });
    else if (isChanged(actor, person)) updated.push({ id: actor.id, change: written(person) });
  }
  return {
    created: created.length,
    updated: updated.length,
    unchanged: people.length - created.length - updated.length,
    problems,
    async carryOut(tx, viewer, at) {
      await store.insertActors(tx, created);
      for (const { id, change } of updated) await store.updateActor(tx, id, change);
      const actor = ({ id }: { id: string }) => ({ entity: 'actor', id });
      await recordAudits(tx, at, viewer, 'importNew', created.map(actor));
      await recordAudits(tx, at, viewer, 'importChange', updated.map(actor));
    },
  };
}
