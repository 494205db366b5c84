import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  `ALTER TABLE actor DROP CONSTRAINT actor_role_check`,
  `ALTER TABLE actor ADD CONSTRAINT actor_role_check CHECK (role IN
    ('practitioner', 'patient', 'interpreter', 'coordinator', 'observer', 'admin', 'location', 'system'))`,

  `CREATE TABLE machine_client (
    id uuid PRIMARY KEY REFERENCES actor ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
    name text NOT NULL,
    jwks jsonb NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`,

  `CREATE TABLE client_assertion (
    client_id uuid NOT NULL REFERENCES machine_client ON DELETE CASCADE,
    jti text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (client_id, jti)
  )`,
  `CREATE INDEX client_assertion_by_expiry ON client_assertion (expires_at)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
