import { randomUUID } from 'node:crypto';
import type { NewCaseMessage, WrittenCase } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { appointmentScope } from '../appointments/rules/access.ts';
import { participantsOf } from '../appointments/store.ts';
import { toParts } from '../appointments/view.ts';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { appendEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { messageKindOf, refuseCases, statusAfter } from './rules.ts';
import * as store from './store.ts';
import { viewCase } from './view.ts';

/**
 * Answers a case, or adds to it.
 *
 * @throws RefusedError `not_found`, `forbidden`, `version_conflict` with the `current` case
 */
export async function writeCaseMessage(
  { db, now, feed }: Context,
  viewer: Viewer,
  id: string,
  { version, text }: NewCaseMessage,
): Promise<WrittenCase> {
  refuseIf(refuseCases(viewer));
  return inTransaction(db, async (tx) => {
    const scope = appointmentScope(viewer);
    const visible = await store.findCase(tx, scope, id);
    const locked = visible && (await store.lockCase(tx, id));
    if (!visible || !locked) throw new RefusedError('not_found');
    const parts = toParts(await participantsOf(tx, [visible.appointment_id]));
    const kind = messageKindOf(viewer, parts);
    if (!kind) throw new RefusedError('forbidden');
    if (locked.version !== version)
      throw new RefusedError('version_conflict', { current: await viewCase(tx, visible) });
    const at = now();
    const message = { id: randomUUID(), case_id: id, author_id: viewer.personId, kind, text, at };
    await store.insertCaseMessage(tx, message);
    await store.updateCase(tx, id, { status: statusAfter(locked.status, kind) });
    await appendEvent(tx, 'writtenCaseChanged', visible.appointment_id, at);
    await recordAudit(tx, at, viewer, kind, 'written_case', id);
    const written = await store.findCase(tx, scope, id);
    if (!written) throw new Error('the case that was just written is there');
    return viewCase(tx, written);
  }).finally(feed.poke);
}
