import type { TranscriptHit, TranscriptHits, TranscriptSearch } from '@silkconsult/protocol';
import { foldedWords } from '@silkconsult/protocol';
import { appointmentScope } from '../../appointments/rules/access.ts';
import { participantsOf } from '../../appointments/store.ts';
import { recordAudit, recordAudits } from '../../audit/store.ts';
import type { Context } from '../../context.ts';
import type { Viewer } from '../../rules/viewer.ts';
import { readsBy } from '../rules/access.ts';
import { toLines } from '../rules/lines.ts';
import { findIn } from './rules/hits.ts';
import { findLines, makeSearchTexts, segmentsOfLines } from './store.ts';

/**
 * Searches the transcripts that the viewer may read. On record is that there was a search, and of
 * which consults lines were shown; never the words.
 */
export async function searchTranscripts(
  { db, now }: Context,
  viewer: Viewer,
  { words, limit }: TranscriptSearch,
): Promise<TranscriptHits> {
  await makeSearchTexts(db);
  const wanted = foldedWords(words);
  if (wanted.length === 0) return { hits: [], more: false };
  const rows = await findLines(db, {
    ...{ scope: appointmentScope(viewer), readsBy: readsBy(viewer), personId: viewer.personId },
    ...{ words: wanted, limit: limit + 1 },
  });
  const shown = rows.slice(0, limit);
  const lines = Map.groupBy(await segmentsOfLines(db, shown), ({ roomId }) => roomId);
  const ids = [...new Set(shown.map((row) => row.appointment_id))];
  const participants = await participantsOf(db, ids);
  const hits = shown.flatMap((row): TranscriptHit[] => {
    const id = row.appointment_id;
    const of = (lines.get(id) ?? []).filter(({ segmentId }) => segmentId === row.segment_id);
    const [line] = toLines(of);
    const found = line && findIn(line, wanted);
    const speaker = participants.find(
      (one) => one.appointment_id === id && one.actor_id === line?.speakerId,
    );
    if (!line || !found || !speaker) return [];
    const { actor_id, name, native_name, role } = speaker;
    return [
      {
        ...{ appointmentId: id, start: row.starts_at.toISOString() },
        ...{ segmentId: line.segmentId, at: line.at, ...found },
        speaker: { id: actor_id, name, nativeName: native_name ?? undefined, role },
      },
    ];
  });
  await recordAudit(db, now(), viewer, 'search', 'transcript');
  const consults = [...new Set(hits.map(({ appointmentId }) => appointmentId))];
  const things = consults.map((id) => ({ entity: 'transcript', id }));
  await recordAudits(db, now(), viewer, 'found', things);
  return { hits, more: rows.length > limit };
}
