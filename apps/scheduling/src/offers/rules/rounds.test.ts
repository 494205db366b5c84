import { describe, expect, it } from '@jest/globals';
import { languagesOf, speakRussian } from './languages.ts';
import { roundEnd } from './rounds.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const MINUTE = 60_000;
const minutes = (kind: 'planned' | 'call', untilStart: number) =>
  (roundEnd(kind, new Date(NOW.getTime() + untilStart * MINUTE), NOW).getTime() - NOW.getTime()) /
  MINUTE;

describe('a round', () => {
  it('has an eighth of the time that is left, between two minutes and four hours', () => {
    expect(minutes('planned', 80)).toBe(10);
    expect(minutes('planned', 7 * 24 * 60)).toBe(240);
    expect(minutes('planned', 5)).toBe(2);
    expect(minutes('planned', -30)).toBe(2);
  });

  it('of a call has twenty seconds', () => {
    expect(minutes('call', -30)).toBeCloseTo(1 / 3);
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
