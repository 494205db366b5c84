import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Transcript, TranscriptSegment } from '@silkconsult/protocol';
import { captionFlagSchema, LANGUAGE_CODES } from '@silkconsult/protocol';
import { strFromU8, unzipSync } from 'fflate';
import { toDocx } from './docx.ts';
import { toLines } from './rules/lines.ts';
import { transcriptTextsOf } from './texts.ts';

const doctor = randomUUID();
const interpreter = randomUUID();
const room = randomUUID();
const START = new Date('2026-11-23T03:00:00Z');

const segment = (change: Partial<TranscriptSegment>): TranscriptSegment => ({
  ...{ segmentId: 'a', seq: 1, roomId: room, speakerId: doctor, revision: 1, sourceRevision: 1 },
  ...{ spokenLanguage: 'ru', language: 'ru', state: 'final', text: 'Болит справа.' },
  ...{ stableChars: 0, t0Ms: START.getTime() + 61_000, t1Ms: START.getTime() + 62_000 },
  ...{ origin: 'recognizer', engine: 'e', flags: [], ...change },
});
const transcript = (...segments: TranscriptSegment[]): Transcript => ({
  appointmentId: room,
  start: START.toISOString(),
  speakers: [
    { id: doctor, name: 'Dr. <Aliyeva>', role: 'referrer', mayRecord: false, words: {} },
    { id: interpreter, name: 'Madina', role: 'interpreter', mayRecord: false, words: {} },
  ],
  lines: toLines(segments),
});

/** The document's XML; the parser of a word processor would refuse what is not well formed. */
async function documentOf(language: 'ug' | 'en', of: Transcript): Promise<string> {
  const written = await toDocx({
    ...{ transcript: of, reason: 'Pain & fever', language, zone: 'Asia/Shanghai' },
    ...{ start: START, end: new Date(START.getTime() + 1_800_000) },
  });
  const files = unzipSync(new Uint8Array(written));
  return strFromU8(files['word/document.xml'] ?? new Uint8Array());
}
/** Text by text, as somebody reads it. */
const readIn = (xml: string) =>
  [...xml.matchAll(/<w:t[ >][^<]*/g)].map(([t]) => t.replace(/^[^>]*>/, ''));

it('a document tells time, speaker, words, who wrote them, and what stood there before', async () => {
  const xml = await documentOf(
    'en',
    transcript(
      segment({ readBack: { reasons: ['side'] } }),
      segment({ language: 'en', text: 'It hurts on the left.', origin: 'translator' }),
      segment({
        ...{ language: 'en', text: 'It hurts on the right.', revision: 2, state: 'corrected' },
        ...{ origin: 'interpreter', correctedBy: interpreter },
      }),
    ),
  );
  const read = readIn(xml);
  expect(read).toEqual(
    expect.arrayContaining([
      'Monday, 23 November, 11:00 – 11:30 Beijing time (UTC+8)',
      'Pain &amp; fever',
      'Dr. &lt;Aliyeva&gt;, Local doctor: Not asked',
    ]),
  );
  expect(read.slice(read.indexOf('11:01:01'))).toEqual([
    ...['11:01:01', 'Dr. &lt;Aliyeva&gt;', 'Local doctor'],
    ...['Болит справа.', '⚠ Not read back: unconfirmed', 'Written down by speech recognition'],
    ...['It hurts on the right.', 'By the interpreter: Madina'],
    ...['Earlier versions:', 'It hurts on the left.'],
  ]);
});

it('a document gives each text its direction, and warns in the reader’s language', async () => {
  const xml = await documentOf(
    'ug',
    transcript(
      segment({ disputed: { by: interpreter, language: 'ru' } }),
      segment({
        ...{ language: 'ug', text: 'ئوڭ تەرىپى ئاغرىيدۇ.', origin: 'translator' },
        flags: ['sideMismatch'],
      }),
    ),
  );
  const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) => paragraph);
  const withText = (text: string) => paragraphs.find((paragraph) => paragraph.includes(text)) ?? '';
  expect(withText('ئوڭ تەرىپى')).toMatch(/<w:bidi\/>.*<w:rtl\/>/s);
  expect(withText('Болит справа')).not.toMatch(/<w:bidi\/>|<w:rtl\/>/);
  const { cautions } = transcriptTextsOf('ug');
  expect(readIn(xml)).toEqual(
    expect.arrayContaining([`⚠ ${cautions.sideMismatch}`, `⚠ ${cautions.disputed}`]),
  );
  expect(xml).toContain('<w:bidiVisual/>');
});

it.each(LANGUAGE_CODES)('has words for every warning in %s', (language) => {
  const { cautions } = transcriptTextsOf(language);
  const all = ['unconfirmed', 'disputed', ...captionFlagSchema.options];
  expect(Object.keys(cautions).sort()).toEqual(all.toSorted());
});
