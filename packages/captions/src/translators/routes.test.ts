import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { loadKnowledge } from '../host/knowledge.ts';
import { EngineError } from './engineError.ts';
import { type BreakerChanged, Leg, type TranslationMeasured } from './leg.ts';
import { Route } from './route.ts';
import {
  newTranslationMemory,
  type TranslationMemory,
  type TranslationRequest,
  type Translator,
} from './translator.ts';

const knowledge = loadKnowledge();
let measured: TranslationMeasured[];
let changed: BreakerChanged[];
let asked: TranslationRequest[];
let memory: TranslationMemory;

beforeEach(() => {
  measured = [];
  changed = [];
  asked = [];
  memory = newTranslationMemory();
});

/** An engine that answers with the next of these; an Error is thrown. */
function engine(...answers: (string | Error)[]): Translator {
  return {
    ...{ id: 'gpu', remote: false, takesTerms: true, pairs: [] },
    async translate(request) {
      asked.push(request);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (typeof answer !== 'string') throw answer;
      return { text: answer, origin: 'translator', engine: 'gpu', flags: [] };
    },
  };
}

function route(translator: Translator, from: Language, to: Language, via?: Language): Route {
  const report = {
    measured: (each: TranslationMeasured) => measured.push(each),
    breakerChanged: (each: BreakerChanged) => changed.push(each),
  };
  const leg = (a: Language, b: Language) => ({
    ...{ leg: new Leg(translator, a, b, report), from: a, to: b },
  });
  const way = via ? { first: leg(from, via), second: leg(via, to) } : { first: leg(from, to) };
  return new Route({ ...knowledge, engine: translator, ...way });
}

function say(through: Route, text: string, more: Partial<TranslationRequest> = {}) {
  const [from, to] = through.pairs[0] ?? ['en', 'ru'];
  const terms = knowledge.findTerms(text, from, to);
  const signal = AbortSignal.timeout(5000);
  return through.translate({ text, from, to, terms, signal, memory, ...more });
}

describe('a machine translation', () => {
  it('that the guards find nothing in is shown without a flag, and measured', async () => {
    const answer = await say(route(engine('Примите 5 мг.'), 'en', 'ru'), 'Take 5 mg.');
    expect(answer).toEqual({
      ...{ text: 'Примите 5 мг.', origin: 'translator', engine: 'gpu', flags: [] },
    });
    expect(measured).toMatchObject([{ engine: 'gpu', from: 'en', to: 'ru', outcome: 'answered' }]);
    expect(JSON.stringify(measured)).not.toContain('мг');
  });

  it('with another dose is shown with its flag', async () => {
    const answer = await say(route(engine('Примите 50 мг.'), 'en', 'ru'), 'Take 5 mg.');
    expect(answer).toMatchObject({ text: 'Примите 50 мг.', flags: ['numberMismatch'] });
  });

  it.each([
    ['Take the tablet after the meal.', 'copiedSource'],
    ['饭后服药。', 'wrongScript'],
    ['Примите после еды после еды после еды после еды после еды после еды.', 'repeated'],
  ])('that is none is not shown: %s', async (output, flag) => {
    const answer = await say(route(engine(output), 'en', 'ru'), 'Take the tablet after the meal.');
    expect(answer.text).toBe('Take the tablet after the meal.');
    expect(answer.flags).toEqual(expect.arrayContaining(['untranslated', flag]));
    expect(answer.flags).not.toContain('termMissing');
  });

  it('is told the terms, asked once more when one is missing, and then flagged', async () => {
    const wrong = 'У моего дяди был кашель.';
    const right = 'У моего дяди был туберкулёз.';
    const text = 'My uncle had tuberculosis.';
    expect((await say(route(engine(wrong, right), 'en', 'ru'), text)).text).toBe(right);
    expect(asked.map(({ insist }) => insist)).toEqual([false, true]);
    expect(asked[0]?.terms).toEqual([{ source: 'tuberculosis', target: 'туберкулёз' }]);
    memory.clear();
    const flagged = await say(route(engine(wrong), 'en', 'ru'), text);
    expect(flagged).toMatchObject({ text: wrong, flags: ['termMissing'] });
    expect(asked).toHaveLength(4);
    memory.clear();
    await say(route(engine(wrong), 'en', 'ru'), text, { hurried: true });
    expect(asked).toHaveLength(5);
  });

  it('is asked only once of an engine that takes no terms', async () => {
    const without = { ...engine('У моего дяди был кашель.'), takesTerms: false };
    const answer = await say(route(without, 'en', 'ru'), 'My uncle had tuberculosis.');
    expect(answer.flags).toEqual(['termMissing']);
    expect(asked).toHaveLength(1);
  });

  it('is asked once for a sentence that is said again in the room, also at the same moment', async () => {
    const through = route(engine('Вдохните.'), 'en', 'ru');
    await Promise.all([say(through, 'Breathe in.'), say(through, 'Breathe in.')]);
    await say(through, 'Breathe in.');
    expect(asked).toHaveLength(1);
    memory = newTranslationMemory();
    await say(through, 'Breathe in.');
    expect(asked).toHaveLength(2);
  });
});

describe('a translation through another language', () => {
  it('says so, and is checked against what was spoken', async () => {
    const through = route(engine('Примите 5 мг.', '服用5毫克。'), 'en', 'zh-CN', 'ru');
    expect(await say(through, 'Take 5 mg.')).toMatchObject({
      text: '服用5毫克。',
      via: 'ru',
      flags: [],
    });
    expect(asked.map(({ from, to }) => [from, to])).toEqual([
      ['en', 'ru'],
      ['ru', 'zh-CN'],
    ]);
    memory.clear();
    const wrong = route(engine('Примите 50 мг.', '服用50毫克。'), 'en', 'zh-CN', 'ru');
    expect((await say(wrong, 'Take 5 mg.')).flags).toEqual(['numberMismatch']);
  });

  it('ends in between when the first half is no translation', async () => {
    const through = route(engine('Take 5 mg.'), 'en', 'zh-CN', 'ru');
    const answer = await say(through, 'Take 5 mg.');
    expect(answer).toMatchObject({ text: 'Take 5 mg.', via: 'ru' });
    expect(answer.flags).toContain('untranslated');
    expect(asked.map(({ to, terms }) => [to, terms[0]?.target])).toEqual([
      ['ru', 'миллиграмм'],
      ['ru', 'миллиграмм'],
    ]);
  });
});

describe('an engine that fails', () => {
  it('is left alone after three failures in a row, for this pair only', async () => {
    const failing = engine(new EngineError('refused'));
    const through = route(failing, 'en', 'ru');
    for (let n = 0; n < 5; n++) await expect(say(through, `Line ${n}.`)).rejects.toThrow();
    expect(asked).toHaveLength(3);
    expect(measured.map(({ outcome }) => outcome)).toEqual([
      ...['failed', 'failed', 'failed', 'refused', 'refused'],
    ]);
    expect(changed).toEqual([{ engine: 'gpu', from: 'en', to: 'ru', open: true }]);
    await expect(say(route(failing, 'en', 'kk'), 'Line.')).rejects.toThrow();
    expect(asked).toHaveLength(4);
  });

  it('is none where we gave the line up ourselves: nothing is measured, and no engine left alone', async () => {
    const silent = { ...engine(''), translate: () => new Promise<never>(() => undefined) };
    const through = route(silent, 'en', 'ru');
    for (let n = 0; n < 4; n++) {
      const word = new AbortController();
      const translation = say(through, `Line ${n}.`, { signal: word.signal });
      word.abort();
      await expect(translation).rejects.toThrow('givenUp');
    }
    expect([measured, changed]).toEqual([[], []]);
  });

  it('is not asked for when it was given up before', async () => {
    const through = route(engine('Вдохните.'), 'en', 'ru');
    const signal = AbortSignal.abort();
    await expect(say(through, 'Breathe in.', { signal })).rejects.toThrow('givenUp');
    expect(asked).toEqual([]);
  });

  it('is not remembered: the sentence is asked for again', async () => {
    const through = route(engine(new EngineError('refused'), 'Вдохните.'), 'en', 'ru');
    await expect(say(through, 'Breathe in.')).rejects.toThrow('refused');
    expect((await say(through, 'Breathe in.')).text).toBe('Вдохните.');
  });

  it('by silence is given up when the time is over', async () => {
    const silent = { ...engine(''), translate: () => new Promise<never>(() => undefined) };
    const through = route(silent, 'en', 'ru');
    const signal = AbortSignal.timeout(20);
    await expect(say(through, 'Breathe in.', { signal })).rejects.toThrow('timeout');
  });
});
