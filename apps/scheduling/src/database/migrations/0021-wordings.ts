import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  // One version of what an entry of the phrasebook or the glossary says in one language. Rows are
  // never changed: the newest counts, the others are its history. `revision` orders all of them.
  `CREATE TABLE wording (
    revision bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('phrase', 'term')),
    entry_id text NOT NULL,
    language text NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    wording jsonb NOT NULL,
    review text NOT NULL CHECK (review IN ('drafted', 'reviewed')),
    by_id uuid NOT NULL REFERENCES actor,
    at timestamptz NOT NULL,
    UNIQUE (kind, entry_id, language, version)
  )`,

  // Terms that the shipped glossary does not have.
  `CREATE TABLE added_term (
    id text PRIMARY KEY,
    domain text NOT NULL,
    by_id uuid NOT NULL REFERENCES actor,
    at timestamptz NOT NULL
  )`,

  // Pairs of terms that were missed in a consult. Which consult is not written down.
  `CREATE TABLE term_suggestion (
    id uuid PRIMARY KEY,
    source_language text NOT NULL,
    source_text text NOT NULL,
    target_language text NOT NULL,
    target_text text NOT NULL,
    pair_key text NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'accepted', 'merged', 'declined')),
    at timestamptz NOT NULL,
    entry_id text,
    reason text,
    decided_by uuid REFERENCES actor,
    decided_at timestamptz,
    CHECK ((status = 'open') = (decided_at IS NULL))
  )`,
  `CREATE UNIQUE INDEX term_suggestion_open ON term_suggestion (pair_key) WHERE status = 'open'`,
  `CREATE INDEX term_suggestion_by_status ON term_suggestion (status, at)`,
  `CREATE INDEX term_suggestion_by_entry ON term_suggestion (entry_id)`,
  `CREATE TABLE term_suggester (
    suggestion_id uuid NOT NULL REFERENCES term_suggestion ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor,
    note text,
    at timestamptz NOT NULL,
    PRIMARY KEY (suggestion_id, actor_id)
  )`,
  `CREATE INDEX term_suggester_by_actor ON term_suggester (actor_id)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
