import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `ALTER TABLE actor ADD COLUMN dialects text[] NOT NULL DEFAULT '{}'`,

  `CREATE TABLE interpreter_offer (
    id uuid PRIMARY KEY,
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('planned', 'call')),
    from_language text NOT NULL,
    to_language text NOT NULL,
    dialect text,
    state text NOT NULL CHECK (state IN ('open', 'accepted', 'nobody', 'closed')),
    turn integer NOT NULL,
    circle text,
    round_ends_at timestamptz,
    created_by uuid NOT NULL REFERENCES actor,
    created_at timestamptz NOT NULL
  )`,
  `CREATE UNIQUE INDEX interpreter_offer_open_once ON interpreter_offer (appointment_id)
    WHERE state = 'open'`,
  `CREATE INDEX interpreter_offer_by_appointment ON interpreter_offer (appointment_id, created_at)`,

  // One interpreter for each half of the way between two languages: the database itself refuses the
  // second who takes a half that is taken.
  `CREATE TABLE interpreter_offer_recipient (
    offer_id uuid NOT NULL REFERENCES interpreter_offer ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor,
    circle text NOT NULL,
    covers text NOT NULL CHECK (covers IN ('whole', 'first', 'second')),
    state text NOT NULL CHECK (state IN
      ('offered', 'seen', 'accepted', 'declined', 'expired', 'lost')),
    offered_at timestamptz NOT NULL,
    seen_at timestamptz,
    answered_at timestamptz,
    PRIMARY KEY (offer_id, actor_id),
    CONSTRAINT offer_accepted_once EXCLUDE USING gist (
      offer_id WITH =,
      (CASE covers
        WHEN 'first' THEN int4range(0, 1)
        WHEN 'second' THEN int4range(1, 2)
        ELSE int4range(0, 2) END) WITH &&
    ) WHERE (state = 'accepted')
  )`,
  `CREATE INDEX interpreter_offer_recipient_by_actor
    ON interpreter_offer_recipient (actor_id, offered_at)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
