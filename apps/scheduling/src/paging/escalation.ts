import { idSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { appendRequestEvent } from '../events/store.ts';
import { defineJob } from '../jobs/define.ts';
import { tell } from '../notices/tell.ts';
import { lockRequest, type RequestChange, type RequestRow } from '../serviceRequests/store.ts';
import { ESCALATE_AFTER, nextPages } from './rules/escalation.ts';
import * as store from './store.ts';

/** An emergency that is told of later than this has been answered, or is known to everybody. */
const USEFUL_FOR = 60 * 60_000;

/** What a request's row holds while nobody is sought, or no longer. */
export const NOBODY_SOUGHT = {
  escalation_level: 0,
  escalate_at: null,
} satisfies RequestChange;

/** Pages the next level, unless somebody has answered meanwhile. */
export const escalateRequest = defineJob(
  'escalate-stat-request',
  z.object({ serviceRequestId: idSchema }),
  async (context: Context, { serviceRequestId: id }) => {
    await inTransaction(context.db, async (tx) => {
      const at = context.now();
      const request = await lockRequest(tx, id);
      // Another attempt may have paged already: the time of the next level tells.
      if (!request?.escalate_at || request.escalate_at > at) return;
      await pageNext(context, tx, request, at);
      await appendRequestEvent(tx, id, at);
      await recordAudit(tx, at, undefined, 'escalate', 'service_request', id);
    });
    context.feed.poke();
  },
);

/** Pages the next level now, and writes the job that pages the one after that. */
export async function pageNext(
  context: Pick<Context, 'channels' | 'jobs' | 'now'>,
  tx: Tx,
  request: Pick<RequestRow, 'id' | 'specialty' | 'performer_id' | 'escalation_level'>,
  at: Date,
): Promise<void> {
  if (!request.specialty || !request.performer_id)
    throw new Error('a request that was sent has a specialty and a performer');
  const audiences = await store.audiencesOf(tx, request.specialty, request.performer_id, at);
  const paged = await store.pagedFor(tx, request.id);
  const { level, people } = nextPages(request.escalation_level, audiences, paged);
  await store.writePages(tx, request.id, level, people, at);
  const next = new Date(at.getTime() + ESCALATE_AFTER);
  await store.setEscalation(tx, request.id, level, next);
  await tell(context, tx, {
    kind: 'emergency',
    recipients: people,
    subjectId: request.id,
    // Each page is news of its own, although the request itself has not changed.
    version: Math.floor(at.getTime() / 1000),
    details: { start: at.toISOString(), end: new Date(at.getTime() + USEFUL_FOR).toISOString() },
  });
  await context.jobs.enqueue(
    tx,
    escalateRequest,
    { serviceRequestId: request.id },
    { startAfter: next },
  );
}
