import { randomUUID } from 'node:crypto';
import type {
  Availability,
  FreeBusy,
  NewException,
  Schedule,
  ScheduleException,
  ScheduleOwner,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries, Tx } from '../database/types.ts';
import { appendAvailabilityEvent } from '../events/store.ts';
import { cursorId, toPage } from '../http/pages.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Interval } from '../intervals/intervals.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseEditing, refuseEditingAll, refuseFreeBusy } from './rules/access.ts';
import { slotsOf } from './rules/freeTime.ts';
import { refuseException, refuseSchedule, refuseWindow } from './rules/validity.ts';
import * as store from './store.ts';
import { viewAvailability } from './view.ts';

async function ownerOf(db: Queries, actorId: string) {
  const owner = await store.findOwner(db, actorId);
  if (!owner) throw new RefusedError('not_found');
  return owner;
}

export async function readAvailability(
  { db, now }: Context,
  viewer: Viewer,
  actorId: string,
): Promise<Availability> {
  refuseIf(refuseEditing(viewer, await ownerOf(db, actorId)));
  await recordAudit(db, now(), viewer, 'read', 'schedule', actorId);
  return viewAvailability(db, actorId, now());
}

/** The people and rooms of an organisation whose hours the viewer may enter. */
export async function listScheduleOwners(
  { db, now }: Context,
  viewer: Viewer,
  { organization, cursor, limit }: { organization?: string; cursor?: string; limit: number },
): Promise<{ items: ScheduleOwner[]; nextCursor?: string }> {
  const id = organization ?? viewer.organizationId;
  const found = await store.findOrganization(db, id);
  if (!found) throw new RefusedError('not_found');
  refuseIf(refuseEditingAll(viewer, found));
  const rows = await store.listOwners(db, id, { after: cursorId(cursor), limit: limit + 1 });
  await recordAudit(db, now(), viewer, 'list', 'schedule', id);
  return toPage(
    rows,
    limit,
    (row) => row.id,
    (row): ScheduleOwner => ({
      id: row.id,
      role: row.role as ScheduleOwner['role'],
      name: row.name,
      nativeName: row.native_name ?? undefined,
      hasSchedule: row.version !== null,
    }),
  );
}

/** Runs a change of an actor's time: allowed, one after the other, written down and told. */
async function changing<T>(
  { db, now, feed }: Context,
  viewer: Viewer,
  actorId: string,
  action: string,
  work: (tx: Tx, at: Date) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (tx) => {
    refuseIf(refuseEditing(viewer, await ownerOf(tx, actorId)));
    await store.lockOwner(tx, actorId);
    const changed = await work(tx, now());
    await appendAvailabilityEvent(tx, actorId, now());
    await recordAudit(tx, now(), viewer, action, 'schedule', actorId);
    return changed;
  }).finally(feed.poke);
}

/**
 * Replaces the weekly hours, buffers and maxima as a whole. What is booked stays booked.
 *
 * @throws RefusedError `version_conflict` with the `current` availability when somebody was faster.
 */
export async function replaceSchedule(
  context: Context,
  viewer: Viewer,
  actorId: string,
  { version, schedule }: { version: number; schedule: Schedule },
): Promise<Availability> {
  refuseIf(refuseSchedule(schedule));
  return changing(context, viewer, actorId, 'changeSchedule', async (tx, at) => {
    const current = await viewAvailability(tx, actorId, at);
    if (current.version !== version) throw new RefusedError('version_conflict', { current });
    await store.writeSchedule(tx, actorId, version + 1, schedule);
    return viewAvailability(tx, actorId, at);
  });
}

/**
 * Enters leave or extra hours. Leave over consults cancels none of them: the answer says which they
 * are, for somebody to move or to hand over.
 */
export async function addException(
  context: Context,
  viewer: Viewer,
  actorId: string,
  wanted: NewException,
) {
  refuseIf(refuseException(wanted));
  return changing(context, viewer, actorId, 'addException', async (tx) => {
    const exception: ScheduleException = {
      id: randomUUID(),
      kind: wanted.kind,
      start: new Date(wanted.start).toISOString(),
      end: new Date(wanted.end).toISOString(),
    };
    await store.insertException(tx, actorId, exception);
    const taken: Interval = { start: Date.parse(wanted.start), end: Date.parse(wanted.end) };
    const held = wanted.kind === 'leave' ? await store.loadHeld(tx, [actorId], taken) : [];
    const touched = held
      .filter(({ start, end }) => start < taken.end && taken.start < end)
      .sort((a, b) => a.start - b.start)
      .map(({ appointmentId, start, end }) => ({
        appointmentId,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
      }));
    return { exception, touched };
  });
}

export async function removeException(
  context: Context,
  viewer: Viewer,
  actorId: string,
  id: string,
): Promise<void> {
  await changing(context, viewer, actorId, 'removeException', async (tx) => {
    if (!(await store.deleteException(tx, actorId, id))) throw new RefusedError('not_found');
  });
}

/** When somebody is free in a window, without a word about what else they do. */
export async function readFreeBusy(
  { db, now }: Context,
  viewer: Viewer,
  actorId: string,
  window: Interval,
): Promise<FreeBusy> {
  refuseIf(refuseWindow(window));
  refuseIf(refuseFreeBusy(viewer, await ownerOf(db, actorId)));
  const actor = (await store.loadActorTimes(db, [actorId], window)).get(actorId);
  if (!actor) throw new RefusedError('not_found');
  await recordAudit(db, now(), viewer, 'readFreeBusy', 'schedule', actorId);
  const held = await store.loadHeld(db, [actorId], window);
  const pending = await store.pendingAmong(
    db,
    held.map(({ appointmentId }) => appointmentId),
  );
  const tentative = held.filter(({ appointmentId }) => pending.has(appointmentId));
  return {
    actor: actorId,
    name: actor.name,
    timeZone: actor.timeZone,
    slots: slotsOf(actor, tentative, window),
  };
}
