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
