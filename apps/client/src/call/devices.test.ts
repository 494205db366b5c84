import { describe, expect, it } from '@jest/globals';
import { loudness, troubleOf } from './devices.ts';

describe('a device that is not there', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('%s is told as %s, and a denied one never as working', (name, trouble) => {
    expect(troubleOf(new DOMException('', name))).toBe(trouble);
  });
});

describe('the level meter', () => {
  const tone = (amplitude: number) =>
    Float32Array.from({ length: 1024 }, (_, index) => amplitude * Math.sin(index / 5));

  it('rests in silence and moves more for a louder voice', () => {
    expect(loudness(new Float32Array(1024))).toBe(0);
    const quiet = loudness(tone(0.01));
    const loud = loudness(tone(0.3));
    expect(quiet).toBeGreaterThan(0.1);
    expect(loud).toBeGreaterThan(quiet);
    expect(loudness(tone(1))).toBeLessThanOrEqual(1);
  });
});
