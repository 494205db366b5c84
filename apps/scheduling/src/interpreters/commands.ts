import type { InterpreterLanguages, Interpreting, InterpretingChange } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import { refuseEditing } from '../availability/rules/access.ts';
import { findOwner } from '../availability/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries } from '../database/types.ts';
import { appendDirectoryEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { lockInterpreter, writeInterpreting } from './store.ts';

async function ownerOf(db: Queries, viewer: Viewer, actorId: string) {
  const owner = await findOwner(db, actorId);
  if (owner?.role !== 'interpreter') throw new RefusedError('not_found');
  refuseIf(refuseEditing(viewer, owner));
  return owner;
}

const viewed = (
  actor: string,
  row: { language_pairs: Interpreting['languagePairs']; dialects: Interpreting['dialects'] },
): InterpreterLanguages => ({ actor, languagePairs: row.language_pairs, dialects: row.dialects });

export async function readInterpreting(
  { db }: Context,
  viewer: Viewer,
  actorId: string,
): Promise<InterpreterLanguages> {
  await ownerOf(db, viewer, actorId);
  const row = await lockInterpreter(db, actorId);
  if (!row) throw new RefusedError('not_found');
  return viewed(actorId, row);
}

const isSame = (one: Interpreting, other: Interpreting) =>
  JSON.stringify([one.languagePairs, one.dialects]) ===
  JSON.stringify([other.languagePairs, other.dialects]);

/**
 * Says anew between which languages an interpreter works. Who arranges consults for their hospital
 * says it, not they themselves: it is a qualification that patients rely on. What is booked stays.
 *
 * @throws RefusedError `version_conflict` with the `current` ones when somebody was faster.
 */
export async function changeInterpreting(
  { db, now, feed }: Context,
  viewer: Viewer,
  actorId: string,
  { before, ...wanted }: InterpretingChange,
): Promise<InterpreterLanguages> {
  return inTransaction(db, async (tx) => {
    const owner = await ownerOf(tx, viewer, actorId);
    if (viewer.personId === actorId) throw new RefusedError('forbidden');
    const row = await lockInterpreter(tx, actorId);
    if (!row) throw new RefusedError('not_found');
    const current = viewed(actorId, row);
    if (!isSame(current, before)) throw new RefusedError('version_conflict', { current });
    await writeInterpreting(tx, actorId, wanted);
    await appendDirectoryEvent(tx, owner.organizationId, now());
    await recordAudit(tx, now(), viewer, 'change', 'interpreter', actorId);
    return { actor: actorId, ...wanted };
  }).finally(feed.poke);
}
