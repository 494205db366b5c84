import type { TranscriptSegment } from '@silkconsult/protocol';
import { standsUnconfirmed } from '@silkconsult/protocol';
import { warningsOf } from '../../call/captions.ts';

export interface Mark {
  /** The key of its text. */
  text: string;
  /** `care`: not to be relied on as it stands. */
  kind: 'care' | 'plain';
}

/** What a reader must know of a text, most weighty first. */
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
  const plain = [
    ...(isReadBack ? ['transcript.confirmed'] : []),
    ...(segment.state === 'corrected' ? ['captions.corrected'] : []),
    ...(segment.origin === 'phrasebook' ? ['captions.phrasebook'] : []),
    ...(segment.origin === 'translator' ? ['captions.machine'] : []),
    ...(segment.origin === 'typed' ? ['captions.typed'] : []),
  ];
  return [
    ...[...new Set(care)].map((text): Mark => ({ text, kind: 'care' })),
    ...plain.map((text): Mark => ({ text, kind: 'plain' })),
  ];
}
