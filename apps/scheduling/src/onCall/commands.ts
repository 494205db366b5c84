import { randomUUID } from 'node:crypto';
import type { NewOnCallShift, OnCallShift, OnCallShiftChange } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { isOverlap } from '../database/failures.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { appendAvailabilityEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refusePlanning, refuseShift } from './rules/access.ts';
import * as store from './store.ts';
import { toShift } from './view.ts';

interface Times {
  start: Date;
  end: Date;
}

const timesOf = ({ start, end }: { start: string; end: string }): Times => ({
  start: new Date(start),
  end: new Date(end),
});

/** Runs what takes somebody's time on call; when the database refuses it, says which shift it is. */
async function taking<T>(
  { db, feed }: Context,
  actor: () => { id: string; name: string },
  times: Times,
  except: string | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(db, work);
  } catch (error) {
    if (!isOverlap(error)) throw error;
    const { id, name } = actor();
    const { start, end } = (await store.findOther(db, id, times, except)) ?? times;
    const params = { actor: id, name, start: start.toISOString(), end: end.toISOString() };
    throw new RefusedError('actor_busy', params);
  } finally {
    feed.poke();
  }
}

export async function addShift(
  context: Context,
  viewer: Viewer,
  wanted: NewOnCallShift,
): Promise<OnCallShift> {
  const { db, now } = context;
  const times = timesOf(wanted);
  const [person] = await store.findCallable(db, wanted.actor);
  refuseIf(refusePlanning(viewer, person?.organization_id ?? viewer.organizationId));
  if (!person) throw new RefusedError('actor_unknown', { actor: wanted.actor });
  refuseIf(refuseShift(times, now()));
  const id = randomUUID();
  return taking(
    context,
    () => person,
    times,
    undefined,
    async (tx) => {
      await store.insertShift(tx, { id, actorId: person.id, ...times, demo: false });
      await appendAvailabilityEvent(tx, person.id, now());
      await recordAudit(tx, now(), viewer, 'create', 'on_call_shift', id);
      const row = await store.findShift(tx, id);
      if (!row) throw new Error('the shift that was just written is there');
      return toShift(row);
    },
  );
}

/** @throws RefusedError `version_conflict` with the `current` shift when somebody was faster. */
export async function changeShift(
  context: Context,
  viewer: Viewer,
  id: string,
  change: OnCallShiftChange,
): Promise<OnCallShift> {
  const { now } = context;
  const times = timesOf(change);
  let actor = { id: '', name: '' };
  return taking(
    context,
    () => actor,
    times,
    id,
    async (tx) => {
      const shift = await store.lockShift(tx, id);
      refuseIf(refusePlanning(viewer, shift?.organization_id ?? viewer.organizationId));
      if (!shift) throw new RefusedError('not_found');
      if (shift.version !== change.version)
        throw new RefusedError('version_conflict', { current: toShift(shift) });
      refuseIf(refuseShift(times, now()));
      actor = { id: shift.actor_id, name: shift.name };
      await store.moveShift(tx, id, times);
      await appendAvailabilityEvent(tx, shift.actor_id, now());
      await recordAudit(tx, now(), viewer, 'change', 'on_call_shift', id);
      return toShift({ ...shift, ...times, version: shift.version + 1 });
    },
  );
}

export async function removeShift(
  { db, now, feed }: Context,
  viewer: Viewer,
  id: string,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const shift = await store.lockShift(tx, id);
    refuseIf(refusePlanning(viewer, shift?.organization_id ?? viewer.organizationId));
    if (!shift) throw new RefusedError('not_found');
    await store.deleteShift(tx, id);
    await appendAvailabilityEvent(tx, shift.actor_id, now());
    await recordAudit(tx, now(), viewer, 'delete', 'on_call_shift', id);
  }).finally(feed.poke);
}
