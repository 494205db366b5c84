import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // While a program looks whether something is there and makes it if not, nobody does the same.
  `CREATE TABLE conditional_create (
    condition text PRIMARY KEY,
    holder uuid NOT NULL,
    until timestamptz NOT NULL
  )`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
