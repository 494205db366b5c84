import { randomUUID } from 'node:crypto';
import type { NewOnCallShift, OnCallShift } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { isOverlap } from '../database/failures.ts';
import { inTransaction } from '../database/transaction.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refusePlanning, refuseShift } from './rules.ts';
import * as store from './store.ts';
import { toShift } from './view.ts';

export async function addShift(
  { db, now }: Context,
  viewer: Viewer,
  wanted: NewOnCallShift,
): Promise<OnCallShift> {
  const [start, end] = [new Date(wanted.start), new Date(wanted.end)];
  const specialist = await store.findSpecialist(db, wanted.actor);
  refuseIf(refusePlanning(viewer, specialist?.organization_id ?? viewer.organizationId));
  if (!specialist) throw new RefusedError('actor_unknown', { actor: wanted.actor });
  refuseIf(refuseShift({ start, end }, now()));
  const id = randomUUID();
  try {
    return await inTransaction(db, async (tx) => {
      await store.insertShift(tx, { id, actorId: specialist.id, start, end, demo: false });
      await recordAudit(tx, now(), viewer, 'create', 'on_call_shift', id);
      const row = await store.findShift(tx, id);
      if (!row) throw new Error('the shift that was just written is there');
      return toShift(row);
    });
  } catch (error) {
    if (!isOverlap(error)) throw error;
    throw new RefusedError('actor_busy', {
      actor: specialist.id,
      name: specialist.name,
      start: wanted.start,
      end: wanted.end,
    });
  }
}

export async function removeShift({ db, now }: Context, viewer: Viewer, id: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const shift = await store.findShift(tx, id);
    refuseIf(refusePlanning(viewer, shift?.organization_id ?? viewer.organizationId));
    if (!shift) throw new RefusedError('not_found');
    await store.deleteShift(tx, id);
    await recordAudit(tx, now(), viewer, 'delete', 'on_call_shift', id);
  });
}
