import { expect, it } from '@jest/globals';
import { VOSK } from './vosk.ts';

const begin = () => VOSK.begin({ language: 'ru', hotwords: ['туберкулёз'] });
const words = (...confidences: number[]) => confidences.map((conf) => ({ word: 'x', conf }));

it('sends no phrase list: it would forbid all other words', () => {
  expect(JSON.parse(begin().opening)).toEqual({
    config: { sample_rate: 16_000, words: true, max_alternatives: 0 },
  });
});

it('an answer that was under way when the end was sent is not taken for the last one', () => {
  const talk = begin();
  talk.hear({ partial: 'боль' }, { pieces: 2, ended: false });
  const sound = { text: 'боль в груди', result: words(0.5, 1) };
  expect(talk.hear(sound, { pieces: 2, ended: true })).toEqual({
    ...{ text: 'боль в груди', confidence: 0.75, done: false },
  });
  expect(talk.hear({ text: 'с утра', result: words(1, 1) }, { pieces: 2, ended: true })).toEqual({
    ...{ text: 'боль в груди с утра', confidence: 0.875, done: true },
  });
});

it('an answer before the end is never the last one', () => {
  const talk = begin();
  for (let n = 0; n < 3; n++) {
    expect(talk.hear({ text: 'да' }, { pieces: 1, ended: false }).done).toBe(false);
  }
});

it.each([[{ partial: 5 }], [{ result: [] }], [{ text: 'x', result: words(7) }], ['x'], [null]])(
  '%j is not an answer',
  (message) => {
    expect(() => begin().hear(message, { pieces: 1, ended: false })).toThrow();
  },
);
