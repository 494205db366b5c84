import type { TranscriptSegment, Writer } from '@silkconsult/protocol';
import { standsUnconfirmed, writerOf } from '@silkconsult/protocol';
import { warningsOf } from '../../call/captions.ts';

export interface Mark {
  /** The key of its text. */
  text: string;
  /** `care`: not to be relied on as it stands. */
  kind: 'care' | 'plain';
}

/** Who wrote the words, as the screens say it. */
const WRITERS: Record<Writer, string> = {
  speech: 'transcript.heard',
  typed: 'captions.typed',
  phrasebook: 'captions.phrasebook',
  machine: 'captions.machine',
  interpreter: 'captions.interpreted',
};

/** What a reader must know of a text, most weighty first, and who wrote it. */
export function marksOf(segment: TranscriptSegment): Mark[] {
  const care = [
    ...(standsUnconfirmed(segment) ? ['transcript.unconfirmed'] : []),
    ...(segment.disputed === undefined ? [] : ['transcript.disputed']),
    ...(segment.flags.includes('untranslated') ? ['captions.asSpoken'] : []),
    ...(segment.flags.includes('gap') ? ['captions.gap'] : []),
    ...(segment.flags.includes('lowConfidence') ? ['captions.lowConfidence'] : []),
    ...warningsOf(segment).map((warning) => `captions.warnings.${warning}`),
  ];
  const isReadBack = segment.readBack !== undefined && !standsUnconfirmed(segment);
  const plain = [...(isReadBack ? ['transcript.confirmed'] : []), WRITERS[writerOf(segment)]];
  return [
    ...[...new Set(care)].map((text): Mark => ({ text, kind: 'care' })),
    ...plain.map((text): Mark => ({ text, kind: 'plain' })),
  ];
}
