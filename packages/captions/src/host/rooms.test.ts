import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CaptionSegment, Language } from '@silkconsult/protocol';
import { captionSegmentSchema } from '@silkconsult/protocol';
import type { Hypothesis } from '../recognizers/recognizer.ts';
import type { Translation, Translator } from '../translators/translator.ts';
import { loadKnowledge } from './knowledge.ts';
import type { OpenSegment } from './rooms.ts';
import { Rooms } from './rooms.ts';

const ROOM = randomUUID();
const SPEAKER = randomUUID();
const knowledge = loadKnowledge();
let posted: CaptionSegment[];
let rooms: Rooms;

function withTranslators(translators: readonly Translator[], deadlineMs?: number): Rooms {
  const post = (segment: CaptionSegment) => posted.push(segment);
  const made = new Rooms({ ...knowledge, translators, post, deadlineMs });
  made.open(ROOM, ['zh-CN', 'ru'], 0);
  return made;
}

beforeEach(() => {
  posted = [];
  rooms = withTranslators(knowledge.translators);
});

const heard = (text: string, final = true): Hypothesis => ({
  ...{ text, final, stableChars: 0, t0Ms: 1000, t1Ms: 2000 },
});

function begin(language: Language = 'en', speakerId = SPEAKER): OpenSegment {
  const segment = rooms.begin({
    ...{ roomId: ROOM, speakerId, language, origin: 'recognizer', engine: 'pocketsphinx' },
  });
  if (!segment) throw new Error('the room is closed');
  return segment;
}

/** A machine whose answer the test gives. */
function machine(answer: Promise<Translation | undefined>, remote = false): Translator {
  return { id: 'gpu', remote, pairs: [['en', 'ru']], translate: () => answer };
}
const translated = (more: Partial<Translation> = {}): Translation => ({
  ...{ text: 'Где болит?', origin: 'translator', engine: 'gpu', flags: [], ...more },
});

/** All that follows from what is already known has been done. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const lineIn = (language: Language) => posted.find((segment) => segment.language === language);

describe('a final line', () => {
  it('is in every caption language, by the phrasebook where it holds the sentence', async () => {
    await rooms.final(begin(), heard('Do you have any allergies'));
    expect(posted).toHaveLength(3);
    expect(new Set(posted.map(({ segmentId }) => segmentId)).size).toBe(1);
    expect(lineIn('en')).toMatchObject({
      ...{ text: 'Do you have any allergies', origin: 'recognizer', engine: 'pocketsphinx' },
      ...{ state: 'final', flags: [], speakerId: SPEAKER },
    });
    expect(lineIn('zh-CN')).toMatchObject({
      ...{ text: '您有过敏吗？', origin: 'phrasebook', engine: 'phrasebook', flags: [] },
    });
    expect(lineIn('ru')).toMatchObject({ text: 'У вас есть аллергия?', origin: 'phrasebook' });
    expect(lineIn('ru')?.phrasebookVersion).toBeTruthy();
    for (const segment of posted) captionSegmentSchema.parse(segment);
  });

  it('that the book does not hold is shown as spoken, flagged, with the terms it contains', async () => {
    await rooms.final(begin(), heard('My uncle had tuberculosis on the farm'));
    expect(lineIn('ru')).toMatchObject({
      text: 'My uncle had tuberculosis on the farm',
      ...{ flags: ['untranslated'], spokenLanguage: 'en', origin: 'recognizer' },
    });
    expect(lineIn('ru')?.terms?.[0]?.target).toMatch(/туберкул/i);
    expect(lineIn('zh-CN')?.terms?.[0]?.target).toBe('结核病');
    expect(lineIn('en')?.terms).toBeUndefined();
  });

  it('goes into a language that joined while it was spoken', async () => {
    const segment = begin();
    rooms.partial(segment, heard('Where', false));
    rooms.setLanguages(ROOM, ['ug']);
    await rooms.final(segment, heard('Where does it hurt'));
    expect(posted.map(({ language, state }) => [language, state])).toEqual([
      ['en', 'partial'],
      ['en', 'final'],
      ['ug', 'final'],
    ]);
    expect(lineIn('ug')?.origin).toBe('phrasebook');
  });

  it('is shown as spoken when a translator fails or takes too long', async () => {
    const failing: Translator = {
      ...{ id: 'broken', remote: false, pairs: [['en', 'ru']] },
      translate: () => Promise.reject(new Error('down')),
    };
    rooms = withTranslators([failing]);
    await rooms.final(begin(), heard('Where does it hurt'));
    expect(lineIn('ru')?.flags).toEqual(['untranslated']);
  });
});

describe('a machine translation', () => {
  it('is shown with its flags and the language in between', async () => {
    const found = translated({ flags: ['numberMismatch'], via: 'en' });
    rooms = withTranslators([machine(Promise.resolve(found))]);
    await rooms.final(begin(), heard('Where does it hurt'));
    expect(lineIn('ru')).toMatchObject({
      ...{ text: 'Где болит?', origin: 'translator', engine: 'gpu', via: 'en' },
      flags: ['numberMismatch'],
    });
    expect(lineIn('zh-CN')?.flags).toEqual(['untranslated']);
    for (const segment of posted) captionSegmentSchema.parse(segment);
  });

  it('that is late is shown as spoken first, and replaced by a revision', async () => {
    const { promise, resolve } = Promise.withResolvers<Translation>();
    rooms = withTranslators([machine(promise)], 5);
    await rooms.final(begin(), heard('Where does it hurt'));
    expect(lineIn('ru')).toMatchObject({ flags: ['untranslated'], revision: 1 });
    resolve(translated());
    await settled();
    expect(posted.at(-1)).toMatchObject({
      ...{ language: 'ru', text: 'Где болит?', flags: [], revision: 2, sourceRevision: 1 },
    });
  });

  it('that is late under load is not waited for, and not asked for twice', async () => {
    const asked: { hurried?: boolean; signal: AbortSignal }[] = [];
    const { promise, resolve } = Promise.withResolvers<Translation>();
    const translate: Translator['translate'] = (request) => {
      asked.push(request);
      return promise;
    };
    rooms = withTranslators([{ ...machine(promise), translate }], 5);
    await rooms.final(begin(), heard('Where does it hurt'), { hurried: true });
    expect(asked.map(({ hurried }) => hurried)).toEqual([true]);
    resolve(translated());
    await settled();
    expect(posted.filter(({ language }) => language === 'ru')).toMatchObject([
      { flags: ['untranslated'], revision: 1 },
    ]);
  });

  it('that is late and then fails, or whose room is closed, changes nothing', async () => {
    const failing = Promise.withResolvers<Translation>();
    rooms = withTranslators([machine(failing.promise)], 5);
    await rooms.final(begin(), heard('Where does it hurt'));
    failing.reject(new Error('down'));
    await settled();
    const late = Promise.withResolvers<Translation>();
    rooms = withTranslators([machine(late.promise)], 5);
    await rooms.final(begin(), heard('Where does it hurt'));
    const before = posted.length;
    rooms.close(ROOM);
    late.resolve(translated());
    await settled();
    expect(posted).toHaveLength(before);
    expect(posted.every(({ revision }) => revision === 1)).toBe(true);
  });

  it('that is none is shown as spoken with the reason and the terms', async () => {
    const text = 'My uncle had tuberculosis';
    const found = translated({ text, flags: ['untranslated', 'copiedSource'] });
    rooms = withTranslators([machine(Promise.resolve(found))]);
    await rooms.final(begin(), heard(text));
    expect(lineIn('ru')).toMatchObject({
      ...{ text, origin: 'recognizer', flags: ['untranslated', 'copiedSource'] },
    });
    expect(lineIn('ru')?.terms).toHaveLength(1);
  });

  it('outside the hospital needs the speaker’s word, and never stands in silently', async () => {
    rooms = withTranslators([machine(Promise.resolve(translated()), true)]);
    await rooms.final(begin(), heard('Where does it hurt'));
    expect(lineIn('ru')?.flags).toEqual(['untranslated']);
    posted = [];
    rooms.allowOutside(ROOM, [SPEAKER]);
    await rooms.final(begin(), heard('Where does it hurt'));
    expect(lineIn('ru')).toMatchObject({ text: 'Где болит?', flags: [] });
  });
});

it('what is on its way outside is given up when its speaker’s word is taken back, nobody else’s', async () => {
  const other = randomUUID();
  const asked: AbortSignal[] = [];
  const never = new Promise<undefined>(() => undefined);
  const outside: Translator = {
    ...machine(never, true),
    translate: ({ signal }) => {
      asked.push(signal);
      return never;
    },
  };
  rooms = withTranslators([outside]);
  expect(rooms.outsideTranslators).toEqual(['gpu']);
  rooms.allowOutside(ROOM, [SPEAKER, other]);
  void rooms.final(begin(), heard('One'));
  void rooms.final(begin('en', other), heard('Two'));
  await settled();
  rooms.allowOutside(ROOM, [other]);
  expect(asked.map(({ aborted }) => aborted)).toEqual([true, false]);
  rooms.close(ROOM);
  expect(asked.map(({ aborted }) => aborted)).toEqual([true, true]);
});

describe('a segment', () => {
  it('raises its revision with each partial and ends with the final', async () => {
    const segment = begin();
    rooms.partial(segment, heard('Where', false));
    rooms.partial(segment, heard('Where does', false));
    await rooms.final(segment, heard('Where does it hurt'));
    const english = posted.filter(({ language }) => language === 'en');
    expect(english.map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(lineIn('ru')).toMatchObject({ revision: 3, sourceRevision: 3 });
  });

  it('in which nothing was heard gives no line, and takes back a partial that was shown', async () => {
    await rooms.final(begin(), heard(''));
    expect(posted).toEqual([]);
    const segment = begin();
    rooms.partial(segment, heard('The', false));
    await rooms.final(segment, heard(''));
    expect(posted.at(-1)).toMatchObject({
      state: 'retracted',
      text: '',
      language: 'en',
      revision: 2,
    });
  });

  it('that had to be given up is a gap in every language, never silence', async () => {
    await rooms.final(begin(), { ...heard(''), gap: true });
    expect(posted.map(({ language, flags }) => [language, flags])).toEqual([
      ['en', ['gap']],
      ['zh-CN', ['gap', 'untranslated']],
      ['ru', ['gap', 'untranslated']],
    ]);
  });

  it('of a closed room goes nowhere', async () => {
    const segment = begin();
    rooms.close(ROOM);
    await rooms.final(segment, heard('Where does it hurt'));
    expect(posted).toEqual([]);
  });
});

describe('what must be read back', () => {
  it('is found in the line as it was said', async () => {
    await rooms.final(begin(), heard('Take 5 mg in the morning'));
    expect(lineIn('en')?.readBack).toEqual({ reasons: ['dose'] });
    await rooms.final(begin(), heard('Where does it hurt'));
    expect(posted.findLast(({ language }) => language === 'en')?.readBack).toBeUndefined();
  });
});

describe("the interpreter's words", () => {
  const corrected = async (language: Language, text: string, locked: readonly Language[]) => {
    await rooms.final(begin(), heard('Where does it hut'));
    const line = lineIn(language);
    if (!line) throw new Error('no line');
    posted = [];
    const words = { text, revision: 2, sourceRevision: 2, corrections: 1, correctedBy: SPEAKER };
    await rooms.retranslate({ ...line, ...words, state: 'corrected' }, locked);
  };

  it('in place of the source are translated, except where the interpreter wrote too', async () => {
    await corrected('en', 'Where does it hurt', ['en', 'ru']);
    expect(posted.map(({ language, state }) => [language, state])).toEqual([
      ['en', 'corrected'],
      ['zh-CN', 'final'],
    ]);
    const fields = { origin: 'phrasebook', corrections: 1, sourceRevision: 2 };
    expect(lineIn('zh-CN')).toMatchObject(fields);
    expect(lineIn('zh-CN')?.correctedBy).toBeUndefined();
  });

  it('in place of a translation are only looked at for what must be read back', async () => {
    await corrected('ru', 'Примите 5 мг', ['ru']);
    expect(posted.map(({ language }) => language)).toEqual(['ru']);
    expect(lineIn('ru')?.readBack).toEqual({ reasons: ['dose'] });
  });
});
