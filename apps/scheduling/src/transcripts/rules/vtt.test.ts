import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Transcript, TranscriptSegment } from '@silkconsult/protocol';
import { toLines } from './lines.ts';
import { toVtt } from './vtt.ts';

const [room, doctor] = [randomUUID(), randomUUID()];
const BEGIN = Date.parse('2026-11-23T03:00:00Z');

const segment = (change: Partial<TranscriptSegment>): TranscriptSegment => ({
  segmentId: 'a',
  seq: 1,
  roomId: room,
  speakerId: doctor,
  spokenLanguage: 'en',
  language: 'en',
  revision: 1,
  sourceRevision: 1,
  state: 'final',
  text: 'Take 5 mg.',
  stableChars: 0,
  t0Ms: BEGIN,
  t1Ms: BEGIN + 2500,
  origin: 'recognizer',
  engine: 'fake',
  flags: [],
  ...change,
});
const transcript = (...segments: TranscriptSegment[]): Transcript => ({
  appointmentId: room,
  start: new Date(BEGIN).toISOString(),
  speakers: [{ id: doctor, name: 'Dr. <Li>', role: 'specialist', words: {}, mayRecord: false }],
  lines: toLines(segments),
});

describe('the lines of a transcript', () => {
  it('are in the order of speech, as spoken first, the newest revision before the earlier ones', () => {
    const lines = toLines([
      segment({ segmentId: 'late', t0Ms: BEGIN + 9000 }),
      segment({ language: 'ru', text: 'Примите 50 мг.' }),
      segment({ language: 'ru', text: 'Примите 5 мг.', revision: 3, state: 'corrected' }),
      segment({}),
    ]);
    expect(lines.map(({ segmentId }) => segmentId)).toEqual(['a', 'late']);
    const [spoken, translated] = lines[0]?.texts ?? [];
    expect(spoken?.newest.language).toBe('en');
    expect(translated?.newest.text).toBe('Примите 5 мг.');
    expect(translated?.earlier.map(({ text }) => text)).toEqual(['Примите 50 мг.']);
  });

  it('leave out what was taken back', () => {
    expect(toLines([segment({}), segment({ revision: 2, state: 'retracted', text: '' })])).toEqual(
      [],
    );
  });
});

describe('a transcript as WebVTT', () => {
  it('has a cue for each line, timed from the first one, with its speaker, escaped', () => {
    const vtt = toVtt(
      transcript(
        segment({}),
        segment({ segmentId: 'b', t0Ms: BEGIN + 3_661_001, t1Ms: 0, text: 'a < b --> c & d' }),
      ),
    );
    expect(vtt).toBe(`WEBVTT

1
00:00:00.000 --> 00:00:02.500
<v Dr. &lt;Li&gt;><lang en>Take 5 mg.</lang></v>

2
01:01:01.001 --> 01:01:02.001
<v Dr. &lt;Li&gt;><lang en>a &lt; b --&gt; c &amp; d</lang></v>
`);
  });

  it('is in the language asked for where there is one, and marks what must not be relied on', () => {
    const vtt = toVtt(
      transcript(
        segment({}),
        segment({ language: 'ug', text: 'ئىچىڭ', flags: ['doseMismatch'] }),
        segment({ segmentId: 'b', text: 'On the left.', readBack: { reasons: ['side'] } }),
        segment({
          segmentId: 'c',
          text: 'Breathe.',
          readBack: { reasons: ['side'], confirmedBy: doctor },
        }),
      ),
      'ug',
    );
    expect(vtt).toContain('⚠ <lang ug>ئىچىڭ');
    expect(vtt).toContain('⚠ <lang en>On the left.');
    expect(vtt).toContain('><lang en>Breathe.');
  });
});
