import { describe, expect, it } from '@jest/globals';
import { tidyEnglish } from './englishText.ts';

describe('a line of pocketsphinx', () => {
  it('is shown in sentence case without markers and noises', () => {
    expect(tidyEnglish('<s> i have [NOISE] a headache(2) uh </s>')).toBe('I have a headache');
    expect(tidyEnglish("the doctor says i'm well")).toBe("The doctor says I'm well");
  });

  it('is empty when only noise was heard', () => {
    expect(tidyEnglish('')).toBe('');
    expect(tidyEnglish('++NOISE++ [COUGH] um')).toBe('');
    expect(tidyEnglish('the')).toBe('');
  });

  it('keeps the short answers that matter', () => {
    expect(tidyEnglish('no')).toBe('No');
    expect(tidyEnglish('yes')).toBe('Yes');
  });
});
