import { randomUUID } from 'node:crypto';
import type { Dialect, Language } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Database } from '../database/types.ts';

interface NewInterpreter {
  organization: string;
  pairs: [Language, Language][];
  dialects?: Dialect[];
  onCall?: { start: Date; end: Date };
}

/** An interpreter more; interpreters of one test are told apart by what they can. */
export async function addInterpreter(
  db: Database,
  { organization, pairs, dialects = [], onCall }: NewInterpreter,
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('actor')
    .values({
      id,
      organization_id: organization,
      role: 'interpreter',
      kind: null,
      specialty: null,
      name: `Interpreter ${pairs.map((pair) => pair.join('–')).join(', ')}`,
      languages: [...new Set(pairs.flat())],
      language_pairs: JSON.stringify(pairs),
      dialects,
      demo: false,
    })
    .execute();
  if (onCall)
    await sql`
      INSERT INTO on_call_shift (id, actor_id, during, demo)
      VALUES (${randomUUID()}, ${id}, tstzrange(${onCall.start}, ${onCall.end}, '[)'), false)`.execute(
      db,
    );
  return id;
}
