import { expect, it } from '@jest/globals';
import type { CaptionStatus } from '@silkconsult/protocol';
import { captionLevel } from './captionLevel.ts';

const status: CaptionStatus = { host: 'degraded', speech: {}, overload: { ru: 2, ky: 4, en: 1 } };

it('the room is told the worst level of the languages that are spoken in it', () => {
  const level = (...languages: ('en' | 'ru' | 'ky' | 'kk')[]) =>
    captionLevel(
      status,
      languages.map((spokenLanguage) => ({ spokenLanguage })),
    );
  expect([level('en', 'ru'), level('en', 'ky'), level('kk'), level()]).toEqual([2, 4, 0, 0]);
  expect(captionLevel({ host: 'ready', speech: {} }, [{ spokenLanguage: 'en' }])).toBe(0);
});
