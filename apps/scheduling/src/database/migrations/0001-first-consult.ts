import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/**
 * Written as SQL, because that is what an operator reads when a database must be understood.
 * The same statements run on PostgreSQL and on PGlite.
 */
const STATEMENTS = [
  `CREATE EXTENSION IF NOT EXISTS btree_gist`,

  `CREATE TABLE organization (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    names jsonb NOT NULL DEFAULT '{}',
    kind text NOT NULL CHECK (kind IN ('urumqi', 'partner')),
    country text NOT NULL,
    city text NOT NULL,
    time_zone text NOT NULL,
    second_time_zone text,
    languages text[] NOT NULL,
    demo boolean NOT NULL
  )`,

  `CREATE TABLE actor (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization,
    role text NOT NULL CHECK (role IN
      ('practitioner', 'patient', 'interpreter', 'coordinator', 'observer', 'admin', 'location')),
    kind text CHECK (kind IN ('specialist', 'referrer')),
    specialty text,
    name text NOT NULL,
    native_name text,
    languages text[] NOT NULL,
    language_pairs jsonb NOT NULL DEFAULT '[]',
    birth_year integer,
    time_zone text,
    demo boolean NOT NULL,
    CHECK ((role = 'practitioner') = (kind IS NOT NULL)),
    CHECK ((role = 'practitioner') = (specialty IS NOT NULL))
  )`,
  `CREATE INDEX actor_by_role ON actor (role, id)`,
  `CREATE INDEX actor_by_organization ON actor (organization_id, role, id)`,
  `CREATE INDEX actor_by_specialty ON actor (specialty, id) WHERE role = 'practitioner'`,

  `CREATE TABLE account (
    actor_id uuid PRIMARY KEY REFERENCES actor,
    email text NOT NULL UNIQUE CHECK (email = lower(email)),
    password_hash text NOT NULL
  )`,

  `CREATE TABLE appointment (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    status text NOT NULL CHECK (status IN
      ('proposed', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow')),
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    organizer_time_zone text NOT NULL,
    tzdata_version text NOT NULL,
    reason text NOT NULL,
    specialty text,
    cancellation_reason text,
    created_by uuid NOT NULL REFERENCES actor,
    demo boolean NOT NULL,
    CHECK (ends_at > starts_at)
  )`,
  `CREATE INDEX appointment_by_start ON appointment (starts_at, id)`,

  `CREATE TABLE participant (
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor,
    role text NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (appointment_id, actor_id)
  )`,
  `CREATE INDEX participant_by_actor ON participant (actor_id, appointment_id)`,

  // No actor is ever in two places: the database itself refuses the second hold.
  `CREATE TABLE hold (
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor,
    during tstzrange NOT NULL CHECK (NOT isempty(during)),
    PRIMARY KEY (appointment_id, actor_id),
    CONSTRAINT hold_never_overlaps EXCLUDE USING gist (actor_id WITH =, during WITH &&)
  )`,

  `CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor,
    token_hash bytea NOT NULL UNIQUE,
    created_by uuid NOT NULL REFERENCES actor,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    opened_at timestamptz
  )`,
  `CREATE INDEX invitation_by_appointment ON invitation (appointment_id)`,

  `CREATE TABLE session (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor,
    invitation_id uuid REFERENCES invitation ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
  )`,
  `CREATE INDEX session_by_invitation ON session (invitation_id) WHERE invitation_id IS NOT NULL`,
  `CREATE INDEX session_by_expiry ON session (expires_at)`,

  `CREATE TABLE refresh_token (
    hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    used_at timestamptz,
    next_hash bytea
  )`,
  `CREATE INDEX refresh_token_by_session ON refresh_token (session_id)`,

  `CREATE TABLE encounter (
    id uuid PRIMARY KEY,
    appointment_id uuid NOT NULL UNIQUE REFERENCES appointment ON DELETE CASCADE,
    status text NOT NULL CHECK (status IN
      ('planned', 'arrived', 'in-progress', 'finished', 'cancelled')),
    started_at timestamptz,
    finished_at timestamptz
  )`,

  `CREATE TABLE encounter_report (
    report_id uuid PRIMARY KEY,
    encounter_id uuid NOT NULL REFERENCES encounter ON DELETE CASCADE,
    type text NOT NULL,
    at timestamptz NOT NULL,
    person_id uuid REFERENCES actor,
    stay_id uuid,
    role text
  )`,
  `CREATE INDEX encounter_report_by_encounter ON encounter_report (encounter_id, at)`,

  `CREATE TABLE stay (
    id uuid PRIMARY KEY,
    encounter_id uuid NOT NULL REFERENCES encounter ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES actor,
    role text NOT NULL,
    joined_at timestamptz NOT NULL,
    left_at timestamptz
  )`,
  `CREATE INDEX stay_by_encounter ON stay (encounter_id, joined_at)`,

  `CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    type text NOT NULL,
    appointment_id uuid NOT NULL REFERENCES appointment ON DELETE CASCADE,
    at timestamptz NOT NULL
  )`,
  `CREATE INDEX event_in_order ON event (xid, id)`,

  `CREATE TABLE audit_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_id uuid,
    session_id uuid,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id uuid
  )`,
  `CREATE INDEX audit_event_by_entity ON audit_event (entity, entity_id, at)`,
  `CREATE INDEX audit_event_by_actor ON audit_event (actor_id, at)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
