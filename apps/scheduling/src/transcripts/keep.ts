import type { LineReport } from '@silkconsult/protocol';
import { lockAppointment } from '../appointments/store.ts';
import type { Tx } from '../database/types.ts';
import { wordsFor } from '../speakerConsents/store.ts';
import { isKept } from './rules/access.ts';
import { insertSegment } from './store.ts';

/**
 * Keeps one revision of a line, if its speaker consents at this moment. It takes the appointment's
 * row as a withdrawal does, so that no line can slip in behind one.
 */
export async function keepLine(
  tx: Tx,
  report: LineReport,
): Promise<'applied' | 'duplicates' | 'refused'> {
  const { roomId, personId, segment } = report;
  if (segment.speakerId !== personId || segment.roomId !== roomId) return 'refused';
  if (segment.state === 'partial' || !(await lockAppointment(tx, roomId))) return 'refused';
  const consents = await wordsFor(tx, roomId, 'transcript');
  const consent = consents.find((one) => one.speaker_id === personId);
  if (!isKept(consent, segment.t0Ms)) return 'refused';
  return (await insertSegment(tx, report)) ? 'applied' : 'duplicates';
}
