import { describe, expect, it } from '@jest/globals';
import { languagesOf, speakRussian } from './languages.ts';
import { callEnd, ringEnd, roundEnd } from './rounds.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const MINUTE = 60_000;
const minutes = (untilStart: number) =>
  (roundEnd(new Date(NOW.getTime() + untilStart * MINUTE), NOW).getTime() - NOW.getTime()) / MINUTE;
const seconds = (circlesLeft: number, passed: number) => {
  const now = new Date(NOW.getTime() + passed * 1000);
  return (ringEnd(NOW, circlesLeft, now).getTime() - now.getTime()) / 1000;
};

describe('a round', () => {
  it('has an eighth of the time that is left, between two minutes and four hours', () => {
    expect(minutes(80)).toBe(10);
    expect(minutes(7 * 24 * 60)).toBe(240);
    expect(minutes(5)).toBe(2);
    expect(minutes(-30)).toBe(2);
  });

  it('of a call has its share of the time that is left, and twenty seconds at most', () => {
    expect([seconds(4, 0), seconds(3, 14), seconds(2, 28), seconds(1, 43)]).toEqual([
      14, 14, 15, 15,
    ]);
    expect(seconds(1, 0)).toBe(20);
  });

  it.each([1, 2, 3, 4])('lets a call of %i circles end within a minute', (circles) => {
    let passed = 0;
    // Each job is half a second late.
    for (let left = circles; left > 0; left -= 1) passed += seconds(left, passed) + 0.5;
    expect(passed).toBeLessThanOrEqual(60);
    expect(callEnd(NOW).getTime() - NOW.getTime()).toBeLessThan(MINUTE);
  });
});

describe('the languages to be bridged', () => {
  const specialist = { role: 'specialist', languages: ['zh-CN', 'en'] } as const;
  const referrer = { role: 'referrer', languages: ['ru', 'ky'] } as const;
  const patient = { role: 'patient', languages: ['ky', 'ru'] } as const;

  it("are the specialist's and the patient's, or the referrer's without a patient", () => {
    expect(languagesOf([referrer, patient, specialist])).toEqual(['zh-CN', 'ky']);
    expect(languagesOf([referrer, specialist])).toEqual(['zh-CN', 'ru']);
  });

  it('are none when the two understand each other', () => {
    const uyghur = { role: 'patient', languages: ['ug', 'zh-CN'] } as const;
    expect(languagesOf([specialist, uyghur])).toBeUndefined();
    expect(languagesOf([specialist])).toBeUndefined();
  });

  it('need no relay on a side that speaks Russian', () => {
    expect(speakRussian([specialist, referrer])).toEqual({ specialists: false, others: true });
    const second = { role: 'specialist', languages: ['zh-CN', 'ru'] } as const;
    expect(speakRussian([second]).specialists).toBe(true);
    expect(speakRussian([second, specialist]).specialists).toBe(false);
  });
});
