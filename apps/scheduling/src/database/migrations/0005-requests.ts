import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** Agreements, requests, who is on call, and names that are found however they are written. */
const STATEMENTS = [
  `CREATE EXTENSION IF NOT EXISTS pg_trgm`,

  `ALTER TABLE actor
    ADD COLUMN chinese_name text,
    ADD COLUMN birth_date date,
    ADD COLUMN phone text,
    ADD COLUMN email text,
    ADD COLUMN search_key text`,
  `CREATE INDEX actor_by_search_key ON actor USING gin (search_key gin_trgm_ops)`,
  `CREATE INDEX actor_without_search_key ON actor (id) WHERE search_key IS NULL`,
  // The key is made of the names outside the database: whoever writes a name only has to write it,
  // and the next search makes the keys that are missing.
  `CREATE FUNCTION forget_search_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.search_key := NULL; RETURN NEW; END $$`,
  `CREATE TRIGGER actor_renamed BEFORE UPDATE OF name, native_name, chinese_name ON actor
    FOR EACH ROW EXECUTE FUNCTION forget_search_key()`,

  `CREATE TABLE agreement (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    partner_id uuid NOT NULL REFERENCES organization,
    performer_id uuid NOT NULL REFERENCES organization,
    specialties text[] NOT NULL CHECK (cardinality(specialties) > 0),
    askers jsonb NOT NULL,
    weekly_quota integer CHECK (weekly_quota > 0),
    response_minutes jsonb NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    credentials jsonb NOT NULL DEFAULT '[]',
    demo boolean NOT NULL,
    CHECK (valid_to >= valid_from)
  )`,
  `CREATE INDEX agreement_by_partner ON agreement (partner_id)`,
  `CREATE INDEX agreement_by_performer ON agreement (performer_id)`,

  `CREATE TABLE service_request (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'active', 'completed', 'revoked')),
    stage text NOT NULL CHECK (stage IN
      ('draft', 'triage', 'needs-information', 'accepted', 'booked', 'declined', 'closed')),
    patient_id uuid REFERENCES actor,
    requester_id uuid NOT NULL REFERENCES actor,
    requesting_organization_id uuid NOT NULL REFERENCES organization,
    agreement_id uuid REFERENCES agreement,
    performer_id uuid REFERENCES organization,
    specialty text,
    urgency text NOT NULL CHECK (urgency IN ('routine', 'urgent', 'asap', 'stat')),
    question text NOT NULL,
    summary text NOT NULL,
    patient_language text,
    doctor_language text,
    preferred_windows jsonb NOT NULL DEFAULT '[]',
    contact text NOT NULL,
    created_at timestamptz NOT NULL,
    authored_at timestamptz,
    respond_by timestamptz,
    holder_id uuid REFERENCES actor,
    escalation_level integer NOT NULL DEFAULT 0,
    escalate_at timestamptz,
    decline_reason text,
    demo boolean NOT NULL,
    CHECK ((status = 'draft') = (stage = 'draft')),
    CHECK (stage = 'draft' OR status = 'revoked' OR (patient_id IS NOT NULL AND performer_id IS NOT NULL
      AND specialty IS NOT NULL AND authored_at IS NOT NULL))
  )`,
  `CREATE INDEX service_request_open ON service_request (respond_by, id)
    WHERE stage IN ('triage', 'needs-information', 'accepted')`,
  `CREATE INDEX service_request_by_requesting
    ON service_request (requesting_organization_id, authored_at)`,
  `CREATE INDEX service_request_by_agreement ON service_request (agreement_id, authored_at)`,

  `CREATE TABLE service_request_specialist (
    service_request_id uuid NOT NULL REFERENCES service_request ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor,
    PRIMARY KEY (service_request_id, actor_id)
  )`,
  `CREATE INDEX service_request_specialist_by_actor
    ON service_request_specialist (actor_id, service_request_id)`,

  `CREATE TABLE service_request_message (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY,
    service_request_id uuid NOT NULL REFERENCES service_request ON DELETE CASCADE,
    author_id uuid NOT NULL REFERENCES actor,
    kind text NOT NULL CHECK (kind IN ('question', 'answer', 'redirect', 'decline')),
    text text NOT NULL,
    at timestamptz NOT NULL
  )`,
  `CREATE INDEX service_request_message_in_order
    ON service_request_message (service_request_id, position)`,

  `CREATE TABLE page (
    id uuid PRIMARY KEY,
    service_request_id uuid NOT NULL REFERENCES service_request ON DELETE CASCADE,
    actor_id uuid NOT NULL REFERENCES actor,
    level integer NOT NULL CHECK (level BETWEEN 1 AND 3),
    paged_at timestamptz NOT NULL,
    answered_at timestamptz,
    UNIQUE (service_request_id, actor_id)
  )`,
  `CREATE INDEX page_by_actor ON page (actor_id) WHERE answered_at IS NULL`,

  `CREATE TABLE on_call_shift (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor,
    during tstzrange NOT NULL CHECK (NOT isempty(during)),
    demo boolean NOT NULL,
    CONSTRAINT on_call_once EXCLUDE USING gist (actor_id WITH =, during WITH &&)
  )`,

  `ALTER TABLE appointment
    ADD COLUMN service_request_id uuid REFERENCES service_request`,
  `CREATE INDEX appointment_by_service_request ON appointment (service_request_id)
    WHERE service_request_id IS NOT NULL`,

  `ALTER TABLE event
    ALTER COLUMN appointment_id DROP NOT NULL,
    ADD COLUMN service_request_id uuid REFERENCES service_request ON DELETE CASCADE,
    ADD CONSTRAINT event_has_one_subject CHECK (num_nonnulls(appointment_id, service_request_id) = 1)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
