import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `CREATE TABLE written_case (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    appointment_id uuid NOT NULL UNIQUE REFERENCES appointment ON DELETE CASCADE,
    cause text NOT NULL CHECK (cause IN ('noshow', 'dead-link')),
    status text NOT NULL CHECK (status IN ('open', 'answered', 'rebooked')),
    opened_at timestamptz NOT NULL,
    next_appointment_id uuid REFERENCES appointment ON DELETE SET NULL
  )`,
  `CREATE INDEX written_case_in_order ON written_case (opened_at, id)`,

  `CREATE TABLE written_case_message (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    case_id uuid NOT NULL REFERENCES written_case ON DELETE CASCADE,
    author_id uuid NOT NULL REFERENCES actor,
    kind text NOT NULL CHECK (kind IN ('answer', 'note')),
    text text NOT NULL,
    at timestamptz NOT NULL
  )`,
  `CREATE INDEX written_case_message_in_order ON written_case_message (case_id, position)`,

  // Those that are due to be concluded, however many lie behind.
  `CREATE INDEX appointment_to_conclude ON appointment (ends_at)
    WHERE status IN ('booked', 'arrived')`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
