import { describe, expect, it } from '@jest/globals';
import type { TranscriptLine, TranscriptSegment } from '@silkconsult/protocol';
import { findLines, sidesOf } from './search.ts';

const segment = (change: Partial<TranscriptSegment>) =>
  ({ spokenLanguage: 'en', language: 'en', flags: [], text: '', ...change }) as TranscriptSegment;
const line = (segmentId: string, ...segments: Partial<TranscriptSegment>[]): TranscriptLine => ({
  segmentId,
  speakerId: 'speaker',
  at: '2026-11-23T03:00:00Z',
  texts: segments.map((change) => ({ newest: segment(change), earlier: [] })),
});

const lines = [
  line('dose', { text: 'Take 5 mg of Enalapril.' }, { language: 'ru', text: 'Примите 5 мг.' }),
  line(
    'pain',
    { text: 'Does it hurt?' },
    { language: 'ru', text: 'Does it hurt?', flags: ['untranslated'] },
  ),
];

describe('a search in a transcript', () => {
  it('finds the lines that hold all words, in any language and any case', () => {
    const found = (words: string) => findLines(lines, words).map(({ segmentId }) => segmentId);
    expect(found('enalapril TAKE')).toEqual(['dose']);
    expect(found('примите')).toEqual(['dose']);
    expect(found('take hurt')).toEqual([]);
    expect(found('  ')).toEqual(['dose', 'pain']);
  });

  it('finds what was corrected since', () => {
    const corrected = line('a', { text: '5 mg' });
    corrected.texts[0]?.earlier.push(segment({ text: '50 mg' }));
    expect(findLines([corrected], '50')).toEqual([corrected]);
  });
});

describe('the two sides of a line', () => {
  it('are what was said and a real translation of it', () => {
    expect(lines.map((one) => sidesOf(one, 'ru').translated?.newest.text)).toEqual([
      'Примите 5 мг.',
      undefined,
    ]);
  });
});
