import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { parse } from './parse.ts';
import { RefusedError } from './refusedError.ts';

const schema = z.looseObject({ names: z.array(z.object({ own: z.string() })) });
const parsing = (own: string) => () => parse(schema, { names: [{ own: 'Айгүл' }, { own }] });

describe('what is parsed', () => {
  it.each(['ئايگۈل 😀', "O'Neil", '<b>', '艾\u{20BB7}'])('may hold %s', (text) => {
    expect(parsing(text)()).toEqual({ names: [{ own: 'Айгүл' }, { own: text }] });
  });

  it.each(['a\u0000b', '\ud83d', '\ude00 😀'])(
    'holds no text that no database keeps: %j',
    (text) => {
      expect(parsing(text)).toThrow(
        expect.objectContaining({
          code: 'invalid_request',
          issues: [{ path: 'names.1.own', message: 'unfit_text' }],
        }),
      );
      expect(parsing(text)).toThrow(RefusedError);
    },
  );
});
