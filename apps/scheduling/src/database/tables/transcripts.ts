import type { TranscriptConsentStatus, TranscriptSegment } from '@silkconsult/protocol';
import type { Generated } from 'kysely';
import type { Json } from '../columns.ts';

interface TranscriptConsentTable {
  id: Generated<string>;
  appointment_id: string;
  speaker_id: string;
  status: TranscriptConsentStatus;
  recorded_by: string;
  at: Date;
}

interface TranscriptSegmentTable {
  appointment_id: string;
  segment_id: string;
  language: string;
  revision: number;
  speaker_id: string;
  segment: Json<TranscriptSegment>;
}

export interface TranscriptTables {
  transcript_consent: TranscriptConsentTable;
  transcript_segment: TranscriptSegmentTable;
}
