import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const STATEMENTS = [
  // What somebody is told, once per channel. The subject is named without a reference, because kinds
  // of notices are about different tables.
  `CREATE TABLE notice (
    id uuid PRIMARY KEY,
    recipient_id uuid NOT NULL REFERENCES actor ON DELETE CASCADE,
    kind text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('mail', 'sms', 'push', 'in-app')),
    subject_id uuid NOT NULL,
    subject_version integer NOT NULL,
    details jsonb NOT NULL,
    language text NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'given-up')),
    attempts integer NOT NULL DEFAULT 0,
    error_code text,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    read_at timestamptz,
    CONSTRAINT notice_told_once UNIQUE (subject_id, kind, subject_version, recipient_id, channel)
  )`,
  `CREATE INDEX notice_by_recipient ON notice (recipient_id, created_at DESC, id)`,
  `CREATE INDEX notice_by_channel ON notice (channel, created_at DESC, id)`,
  `CREATE INDEX notice_undelivered ON notice (created_at DESC, id)
    WHERE state IN ('failed', 'given-up')`,

  `CREATE TABLE notice_setting (
    actor_id uuid PRIMARY KEY REFERENCES actor ON DELETE CASCADE,
    language text,
    mail boolean NOT NULL,
    sms boolean NOT NULL,
    push boolean NOT NULL,
    phone text
  )`,

  `CREATE TABLE push_subscription (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor ON DELETE CASCADE,
    endpoint text NOT NULL UNIQUE,
    p256dh text NOT NULL,
    auth text NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  `CREATE INDEX push_subscription_by_actor ON push_subscription (actor_id)`,

  `CREATE TABLE calendar_feed (
    id uuid PRIMARY KEY,
    actor_id uuid NOT NULL REFERENCES actor ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    read_at timestamptz,
    revoked_at timestamptz
  )`,
  `CREATE INDEX calendar_feed_by_actor ON calendar_feed (actor_id)`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
