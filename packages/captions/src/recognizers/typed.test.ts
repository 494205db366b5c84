import { expect, it } from '@jest/globals';
import { typedHypothesis } from './typed.ts';

it('a typed text is one line, whatever was pasted', () => {
  const { text, final } = typedHypothesis('  Здравствуйте,\r\n\tкак\u2028дела?\u0007 ', 5);
  expect(text).toBe('Здравствуйте, как дела?');
  expect(final).toBe(true);
});

it('a typed text keeps the joiners that Uyghur and Urdu are spelt with', () => {
  expect(typedHypothesis('می\u200cخواهم', 5).text).toBe('می\u200cخواهم');
});
