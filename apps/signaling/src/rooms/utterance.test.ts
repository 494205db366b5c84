import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CaptionSegment } from '@silkconsult/protocol';
import type { Change } from './utterance.ts';
import { Utterance } from './utterance.ts';

const INTERPRETER = randomUUID();
const DOCTOR = randomUUID();
const AT = new Date('2026-11-22T10:00:00Z');

const line = (change: Partial<CaptionSegment> = {}): CaptionSegment => ({
  ...{ segmentId: 's', seq: 1, roomId: randomUUID(), speakerId: randomUUID() },
  ...{ spokenLanguage: 'en', language: 'en', revision: 3, sourceRevision: 3, state: 'final' },
  ...{ text: 'Take 5 mg', stableChars: 0, t0Ms: 1, t1Ms: 2, origin: 'recognizer', engine: 'x' },
  ...{ flags: [], ...change },
});
const russian = (change: Partial<CaptionSegment> = {}) =>
  line({ language: 'ru', text: 'Примите 5 мг', origin: 'phrasebook', ...change });

let utterance: Utterance;
beforeEach(() => {
  utterance = new Utterance();
  utterance.take(line({ readBack: { reasons: ['dose'] } }));
  utterance.take(russian());
});

const now = (language: 'en' | 'ru') => {
  const found = utterance.segments.find((segment) => segment.language === language);
  if (!found) throw new Error('no such line');
  return found;
};
const look = (language: 'en' | 'ru') => ({ language, baseRevision: now(language).revision });
const outcome = (change: Change) => change.outcome;

describe('what must be read back', () => {
  it('is marked in every language for the reasons of what was said', () => {
    expect([now('en').readBack, now('ru').readBack]).toEqual([
      { reasons: ['dose'] },
      { reasons: ['dose'] },
    ]);
  });

  it('is ticked off once, for everybody, by the first who heard it', () => {
    const change = utterance.confirm(look('ru'), { by: DOCTOR, at: AT });
    expect(change.outcome === 'done' && change.told.map(({ language }) => language)).toEqual([
      'en',
      'ru',
    ]);
    const again = utterance.confirm(look('en'), { by: INTERPRETER, at: AT });
    expect(again.outcome === 'done' && again.told).toEqual([]);
    expect(now('en').readBack?.confirmedBy).toBe(DOCTOR);
  });

  it('keeps its tick in a language that comes later, and loses it when it is taken away', () => {
    utterance.confirm(look('en'), { by: DOCTOR, at: AT });
    const [kazakh] = utterance.take(line({ language: 'kk', text: '5 мг ішіңіз' }));
    expect(kazakh?.readBack?.confirmedBy).toBe(DOCTOR);
    utterance.confirm(look('en'), undefined);
    expect(now('ru').readBack).toEqual({ reasons: ['dose'] });
  });

  it('is not ticked off by someone who has seen other words', () => {
    const seen = look('ru');
    utterance.correct(look('ru'), 'Примите 50 мг', INTERPRETER);
    expect(outcome(utterance.confirm(seen, { by: DOCTOR, at: AT }))).toBe('stale');
  });

  it('is open again when the words change', () => {
    utterance.confirm(look('en'), { by: DOCTOR, at: AT });
    utterance.correct(look('ru'), 'Примите 50 мг', INTERPRETER);
    expect(now('en').readBack).toEqual({ reasons: ['dose'] });
  });

  it('is nothing to tick where there is no reason', () => {
    const plain = new Utterance();
    plain.take(line());
    const change = plain.confirm({ language: 'en', baseRevision: 3 }, { by: DOCTOR, at: AT });
    expect(change).toMatchObject({ outcome: 'done', told: [] });
  });
});

describe("the interpreter's words", () => {
  it('are written over by no machine', () => {
    utterance.correct(look('ru'), 'Выпейте 5 мг', INTERPRETER);
    expect(utterance.take(russian({ revision: 9, text: 'Возьмите 5 мг' }))).toEqual([]);
    expect(now('ru')).toMatchObject({
      ...{ state: 'corrected', origin: 'interpreter', correctedBy: INTERPRETER },
      ...{ text: 'Выпейте 5 мг', revision: 4 },
    });
  });

  it('are refused over words that the interpreter has not seen, with those words', () => {
    const seen = look('ru');
    utterance.correct(seen, 'Выпейте 5 мг', INTERPRETER);
    const change = utterance.correct(seen, 'Возьмите 5 мг', INTERPRETER);
    expect(change).toEqual({ outcome: 'stale', current: now('ru') });
  });

  it('are not refused because of a mark on the line', () => {
    const seen = look('ru');
    utterance.dispute(look('ru'), DOCTOR);
    expect(outcome(utterance.correct(seen, 'Выпейте 5 мг', INTERPRETER))).toBe('done');
    expect(now('ru').disputed).toBeUndefined();
  });

  it('in place of the source make the translations of the old one outdated, late ones too', () => {
    utterance.correct(look('en'), 'Take 15 mg', INTERPRETER);
    expect(now('ru')).toMatchObject({ text: 'Примите 5 мг', sourceChanged: true });
    expect(utterance.take(russian({ revision: 7 }))).toEqual([]);
    const anew = { corrections: 1, sourceRevision: 4, revision: 4, text: 'Примите 15 мг' };
    utterance.take(russian(anew));
    expect(now('ru')).toMatchObject({ text: 'Примите 15 мг' });
    expect(now('ru').sourceChanged).toBeUndefined();
  });

  it('stand when their source changes, and the interpreter is asked', () => {
    utterance.correct(look('ru'), 'Выпейте 5 мг', INTERPRETER);
    utterance.correct(look('en'), 'Take 15 mg', INTERPRETER);
    expect(now('ru')).toMatchObject({ text: 'Выпейте 5 мг', sourceChanged: true });
    utterance.correct(look('ru'), now('ru').text, INTERPRETER);
    expect(now('ru').sourceChanged).toBeUndefined();
  });

  it('are read back for what the host finds in them', () => {
    utterance.correct(look('en'), 'Do not take it', INTERPRETER);
    utterance.take({ ...now('en'), readBack: { reasons: ['negatedInstruction'] } });
    expect(now('ru').readBack).toEqual({ reasons: ['negatedInstruction'] });
  });
});

it('doubts a line for everybody, until it is corrected', () => {
  utterance.dispute(look('ru'), DOCTOR);
  expect(now('en').disputed).toEqual({ by: DOCTOR, language: 'ru' });
  utterance.correct(look('ru'), 'Выпейте 5 мг', INTERPRETER);
  expect(now('en').disputed).toBeUndefined();
});

it('does not bring back what was taken back', () => {
  utterance.take(line({ revision: 5, sourceRevision: 5, state: 'retracted', text: '' }));
  expect(utterance.take(line({ revision: 4, sourceRevision: 4 }))).toEqual([]);
  expect(utterance.take(line({ state: 'partial', revision: 9 }))).toEqual([]);
  expect(outcome(utterance.correct({ language: 'en', baseRevision: 9 }, 'x', DOCTOR))).toBe(
    'unknown',
  );
});
