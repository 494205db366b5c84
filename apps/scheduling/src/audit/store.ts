import type { Queries } from '../database/types.ts';

/**
 * Records who did what, on which thing, when. It is written beside the change (in its transaction)
 * or the read; it holds identifiers only.
 *
 * @param who Nobody for what the platform does by itself.
 */
export async function recordAudit(
  db: Queries,
  at: Date,
  who: { personId: string; sessionId: string } | undefined,
  action: string,
  entity: string,
  entityId?: string,
): Promise<void> {
  await db
    .insertInto('audit_event')
    .values({
      at,
      actor_id: who?.personId ?? null,
      session_id: who?.sessionId ?? null,
      action,
      entity,
      entity_id: entityId ?? null,
    })
    .execute();
}

/** For how long whoever goes on with the same thing in the same session is still at it. */
const ONE_SITTING_MS = 60 * 60_000;

/**
 * Like recordAudit, but once in a sitting: a form that saves itself would else hide everything behind
 * rows that say the same.
 */
export async function recordAuditOnce(
  db: Queries,
  at: Date,
  who: { personId: string; sessionId: string },
  action: string,
  entity: string,
  entityId: string,
): Promise<void> {
  const before = await db
    .selectFrom('audit_event')
    .select('id')
    .where('entity', '=', entity)
    .where('entity_id', '=', entityId)
    .where('session_id', '=', who.sessionId)
    .where('action', '=', action)
    .where('at', '>', new Date(at.getTime() - ONE_SITTING_MS))
    .limit(1)
    .executeTakeFirst();
  if (!before) await recordAudit(db, at, who, action, entity, entityId);
}

const ROWS_AT_ONCE = 1000;

/** Records the same action on several things at once. */
export async function recordAudits(
  db: Queries,
  at: Date,
  who: { personId: string; sessionId: string },
  action: string,
  things: readonly { entity: string; id?: string }[],
): Promise<void> {
  // A statement carries a limited number of values.
  if (things.length > ROWS_AT_ONCE) {
    await recordAudits(db, at, who, action, things.slice(0, ROWS_AT_ONCE));
    return recordAudits(db, at, who, action, things.slice(ROWS_AT_ONCE));
  }
  if (things.length === 0) return;
  await db
    .insertInto('audit_event')
    .values(
      things.map(({ entity, id }) => ({
        at,
        actor_id: who.personId,
        session_id: who.sessionId,
        action,
        entity,
        entity_id: id ?? null,
      })),
    )
    .execute();
}
