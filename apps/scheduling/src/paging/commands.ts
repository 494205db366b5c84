import type { MyPage, ServiceRequest } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendRequestEvent } from '../events/store.ts';
import type { Viewer } from '../rules/viewer.ts';
import { requestScope } from '../serviceRequests/rules/access.ts';
import * as requests from '../serviceRequests/store.ts';
import { viewRequest } from '../serviceRequests/view.ts';
import { NOBODY_SOUGHT } from './escalation.ts';
import * as store from './store.ts';

export async function myPages({ db }: Context, viewer: Viewer): Promise<MyPage[]> {
  const rows = await store.ringingFor(db, viewer.personId);
  return rows.flatMap((row) =>
    row.specialty
      ? [
          {
            id: row.id,
            serviceRequestId: row.service_request_id,
            specialty: row.specialty,
            organizationName: row.organization_name,
            level: row.level,
            pagedAt: row.paged_at.toISOString(),
          },
        ]
      : [],
  );
}

/**
 * Somebody who was paged takes the request: a specialist is assigned and it is accepted, a
 * coordinator takes it into triage. It stops ringing for everybody.
 *
 * @throws RefusedError `status_transition_refused` when somebody else was faster.
 */
export async function answerPage(
  { db, now, feed }: Context,
  viewer: Viewer,
  pageId: string,
): Promise<ServiceRequest> {
  return inTransaction(db, async (tx) => {
    const at = now();
    const page = await store.findPage(tx, pageId, viewer.personId);
    if (!page) throw new RefusedError('not_found');
    const request = await requests.lockRequest(tx, page.service_request_id);
    if (!request) throw new RefusedError('not_found');
    if (request.escalate_at === null)
      throw new RefusedError('status_transition_refused', { from: request.stage });
    await store.markAnswered(tx, page.id, at);
    const specialist = viewer.kind === 'specialist';
    if (specialist) await requests.replaceSpecialists(tx, request.id, [viewer.personId]);
    await requests.updateRequest(tx, request.id, {
      ...NOBODY_SOUGHT,
      ...(specialist ? { stage: 'accepted' as const } : { holder_id: viewer.personId }),
    });
    await appendRequestEvent(tx, request.id, at);
    await recordAudit(tx, at, viewer, 'answerPage', 'service_request', request.id);
    const changed = await requests.findRequest(tx, requestScope(viewer), request.id);
    if (!changed) throw new Error('who was paged sees the request');
    return viewRequest(tx, changed, viewer);
  }).finally(feed.poke);
}
