import { createHash } from 'node:crypto';
import type { Appointment, NewAppointment } from '@silkconsult/protocol';
import type { Context } from '../context.ts';
import type { Viewer } from '../rules/viewer.ts';
import { bookAppointment } from './book.ts';
import { appointmentScope } from './rules/access.ts';
import { findAppointment } from './store.ts';
import { viewAppointment } from './view.ts';

/**
 * The id that a sender's key gives to the first consult of a booking. It is the sender's own: nobody
 * can reach another's consult, or keep its id from it, by a key.
 */
function idOf(viewer: Viewer, key: string): string {
  const digest = createHash('sha256').update(`${viewer.personId} ${key}`).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80; // RFC 9562, version 8: an id of one's own making
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}

/**
 * Books like `bookAppointment`; a booking that is sent again with its key, because its answer was
 * lost, answers with what it has booked.
 */
export async function bookOnce(
  context: Context,
  viewer: Viewer,
  wanted: NewAppointment,
): Promise<Appointment> {
  if (wanted.key === undefined) return bookAppointment(context, viewer, wanted);
  const id = idOf(viewer, wanted.key);
  const earlier = async () => {
    const row = await findAppointment(context.db, appointmentScope(viewer), id);
    if (!row) return undefined;
    return viewAppointment(context.db, row);
  };
  const before = await earlier();
  if (before) return before;
  try {
    return await bookAppointment(context, viewer, wanted, id);
  } catch (error) {
    // The same, sent twice at the same moment: the other one was faster.
    const meanwhile = await earlier();
    if (meanwhile) return meanwhile;
    throw error;
  }
}
