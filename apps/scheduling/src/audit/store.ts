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

/** Records the same action on several things at once. */
export async function recordAudits(
  db: Queries,
  at: Date,
  who: { personId: string; sessionId: string },
  action: string,
  things: readonly { entity: string; id?: string }[],
): Promise<void> {
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
