import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import { captionFlagSchema } from '@silkconsult/protocol';
import { CaptionBook, signOf, warningsOf, wayOf } from './captions.ts';

const speaker = randomUUID();

function segment(change: Partial<CaptionSegment> = {}): CaptionSegment {
  return {
    segmentId: 's1',
    seq: 1,
    roomId: randomUUID(),
    speakerId: speaker,
    spokenLanguage: 'en',
    language: 'en',
    revision: 1,
    sourceRevision: 1,
    state: 'partial',
    text: 'I have',
    stableChars: 0,
    t0Ms: 1000,
    t1Ms: 1500,
    origin: 'recognizer',
    engine: 'pocketsphinx',
    flags: [],
    ...change,
  };
}

const shown = (book: CaptionBook, reader: 'ru' | 'en' | 'zh-CN' = 'ru') =>
  book.lines(reader).map((line) => line.shown.text);

describe('segments that overtake each other', () => {
  it('keeps the newer revision when an older one comes later', () => {
    const book = new CaptionBook();
    book.add(segment({ revision: 3, text: 'I have a headache' }));
    expect(book.add(segment({ revision: 2, text: 'I have a' }))).toBe(false);
    expect(shown(book)).toEqual(['I have a headache']);
  });

  it('lets nothing partial follow a final, whatever its revision', () => {
    const book = new CaptionBook();
    book.add(segment({ revision: 4, state: 'final', text: 'I have a headache.' }));
    expect(book.add(segment({ revision: 5, text: 'I have a head' }))).toBe(false);
    expect(shown(book)).toEqual(['I have a headache.']);
  });

  it('lets a correction replace a final', () => {
    const book = new CaptionBook();
    book.add(segment({ state: 'final', text: 'I have a head egg.' }));
    book.add(segment({ revision: 2, state: 'corrected', text: 'I have a headache.' }));
    expect(shown(book)).toEqual(['I have a headache.']);
  });
});

describe('lines of a reader', () => {
  it('come in the order of speech, not of arrival', () => {
    const book = new CaptionBook();
    book.add(segment({ segmentId: 'b', seq: 2, t0Ms: 2000, text: 'second' }));
    book.add(segment({ segmentId: 'c', seq: 3, t0Ms: 2000, text: 'third' }));
    book.add(segment({ segmentId: 'a', seq: 1, t0Ms: 1000, text: 'first' }));
    expect(shown(book)).toEqual(['first', 'second', 'third']);
  });

  it('show what is spoken until the translation is there, then one line with its source', () => {
    const book = new CaptionBook();
    book.add(segment({ state: 'final', text: 'I have a headache.' }));
    expect(shown(book)).toEqual(['I have a headache.']);
    book.add(
      segment({
        language: 'ru',
        state: 'final',
        origin: 'phrasebook',
        text: 'У меня болит голова.',
      }),
    );
    const [line, ...more] = book.lines('ru');
    expect(more).toEqual([]);
    expect(line).toMatchObject({ textLanguage: 'ru', shown: { text: 'У меня болит голова.' } });
    expect(line?.source?.text).toBe('I have a headache.');
  });

  it('give an untranslated line the language that its text is really in', () => {
    const book = new CaptionBook();
    book.add(segment({ language: 'ru', state: 'final', flags: ['untranslated'], text: 'as said' }));
    expect(book.lines('ru')[0]?.textLanguage).toBe('en');
  });

  it('leave out what was retracted', () => {
    const book = new CaptionBook();
    book.add(segment({ state: 'final' }));
    book.add(segment({ revision: 2, state: 'retracted', text: '' }));
    expect(book.lines('en')).toEqual([]);
  });

  it('stay after the reader chose another language', () => {
    const book = new CaptionBook();
    book.add(segment({ language: 'ru', state: 'final', text: 'Да.' }));
    expect(shown(book, 'zh-CN')).toEqual(['Да.']);
  });

  it('forget the oldest beyond their number', () => {
    const book = new CaptionBook(2);
    for (const id of ['a', 'b', 'c']) book.add(segment({ segmentId: id, text: id }));
    expect(shown(book)).toEqual(['b', 'c']);
  });
});

it('says in one sign what a line is worth', () => {
  expect(signOf(segment())).toBe('partial');
  expect(signOf(segment({ state: 'final', origin: 'phrasebook' }))).toBe('phrasebook');
  expect(signOf(segment({ state: 'final', flags: ['untranslated'] }))).toBe('asSpoken');
  expect(signOf(segment({ state: 'final', flags: ['gap', 'untranslated'] }))).toBe('gap');
  expect(signOf(segment({ state: 'final' }))).toBe('recognized');
});

it('names the languages that a machine went through, and only where the machine wrote the line', () => {
  const change = { state: 'final', language: 'zh-CN', via: 'ru', origin: 'translator' } as const;
  expect(wayOf(segment(change))).toEqual(['en', 'ru', 'zh-CN']);
  expect(wayOf(segment({ ...change, flags: ['untranslated'] }))).toEqual([]);
  expect(wayOf(segment({ ...change, state: 'corrected' }))).toEqual([]);
  expect(wayOf(segment({ ...change, via: undefined }))).toEqual([]);
});

describe('the warnings of a line', () => {
  it('are every finding of the guards, the gravest first, beside its sign', () => {
    const flagged = segment({
      state: 'final',
      origin: 'translator',
      flags: ['lengthSuspicious', 'doseMismatch', 'negationMismatch'],
    });
    expect(warningsOf(flagged)).toEqual(['negationMismatch', 'doseMismatch', 'lengthSuspicious']);
    expect(signOf(flagged)).toBe('machine');
    expect(warningsOf({ flags: ['untranslated', 'doseMismatch'] })).toEqual([]);
  });

  it('show every flag that a guard can raise', () => {
    const told = new Set(['untranslated', 'lowConfidence', 'gap']);
    const raised = captionFlagSchema.options.filter((flag) => !told.has(flag));
    expect(warningsOf({ flags: raised }).sort()).toEqual([...raised].sort());
  });
});
