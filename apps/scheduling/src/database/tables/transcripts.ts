import type {
  ConsentPurpose,
  SpeakerConsentStatus,
  TranscriptSegment,
} from '@silkconsult/protocol';
import type { Generated } from 'kysely';
import type { Json } from '../columns.ts';

interface SpeakerConsentTable {
  id: Generated<string>;
  appointment_id: string;
  speaker_id: string;
  purpose: ConsentPurpose;
  status: SpeakerConsentStatus;
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
  /** The text as it is searched in. Null: the next search makes it. */
  search_text: string | null;
}

export interface TranscriptTables {
  speaker_consent: SpeakerConsentTable;
  transcript_segment: TranscriptSegmentTable;
}
