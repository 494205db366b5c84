import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Links by which people make their account, and events about a hospital's people. */
const STATEMENTS = [
  `CREATE TABLE account_invitation (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor ON DELETE CASCADE,
    email text NOT NULL CHECK (email = lower(email)),
    token_hash bytea UNIQUE,
    created_by uuid NOT NULL REFERENCES actor ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
  )`,
  `CREATE UNIQUE INDEX account_invitation_open ON account_invitation (actor_id)
    WHERE used_at IS NULL AND revoked_at IS NULL`,

  `ALTER TABLE event
    ADD COLUMN organization_id uuid REFERENCES organization ON DELETE CASCADE,
    DROP CONSTRAINT event_has_one_subject,
    ADD CONSTRAINT event_has_one_subject
      CHECK (num_nonnulls(appointment_id, service_request_id, actor_id, organization_id) = 1)`,

  `ALTER TABLE machine_client ADD COLUMN last_used_at timestamptz`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
