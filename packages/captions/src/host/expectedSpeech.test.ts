import { expect, it } from '@jest/globals';
import { loadPhrasebook } from '../phrasebook/index.ts';
import { expectedEnglish, spokenWords } from './expectedSpeech.ts';

it('writes sentences as they are said', () => {
  expect(spokenWords('Come back in 21 days.')).toEqual([
    'come',
    'back',
    'in',
    'twenty',
    'one',
    'days',
  ]);
  expect(spokenWords("Don't move!")).toEqual(["don't", 'move']);
  expect(spokenWords('Wait 1.5 hours.')).toBeUndefined();
});

it('expects every sentence of the phrasebook', () => {
  const expected = new Set(expectedEnglish(loadPhrasebook()).map((words) => words.join(' ')));
  expect(expected).toContain('where does it hurt');
  for (const sentence of expected) expect(sentence).toMatch(/^[a-z' ]+$/);
});
