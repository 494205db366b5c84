import type { Transcript, TranscriptHits } from '@silkconsult/protocol';
import { transcriptHitsSchema, transcriptSchema } from '@silkconsult/protocol';
import { ask } from '../../api/http.ts';

/** The transcript; with an ending behind it, its file. */
export const pathOf = (id: string) => `/api/appointments/${encodeURIComponent(id)}/transcript`;

export function getTranscript(id: string): Promise<Transcript> {
  return ask(pathOf(id), transcriptSchema);
}

export function searchTranscripts(words: string): Promise<TranscriptHits> {
  return ask('/api/transcript-searches', transcriptHitsSchema, { method: 'POST', body: { words } });
}
