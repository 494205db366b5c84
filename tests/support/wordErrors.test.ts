import { describe, expect, it } from '@jest/globals';
import { wordErrors, wordsOf } from './wordErrors.ts';

const said = wordsOf('Where does it hurt? Take a deep breath. Do you cough?');

describe('word errors', () => {
  it('are none when everything was heard', () => {
    expect(wordErrors(said, said)).toEqual({ errors: 0, words: 11, rate: 0 });
  });

  it('are none when listening began and ended in the middle', () => {
    const heard = wordsOf('hurt take a deep breath do');
    expect(wordErrors(said, heard)).toEqual({ errors: 0, words: 6, rate: 0 });
  });

  it('count a wrong, a missing and an invented word', () => {
    const heard = wordsOf('where does it heard take deep breath do you you cough');
    expect(wordErrors(said, heard)).toMatchObject({ errors: 3, words: 11 });
  });

  it('find a loop that was entered halfway', () => {
    const heard = wordsOf('do you cough where does it hurt');
    expect(wordErrors([...said, ...said], heard)).toMatchObject({ errors: 0, words: 7 });
  });

  it('are total when nothing was heard', () => {
    expect(wordErrors(said, []).rate).toBe(1);
  });
});
