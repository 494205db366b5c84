import { describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import { speak } from '../i18n/testing.ts';
import { clocksOf, clockWithZone, dayName, duration, longDate, rangeWithZone } from './format.ts';

const instant = new Date('2026-11-22T02:00:00Z');
/** Isolates keep digits together in right-to-left lines; they are not to be read. */
const visible = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

describe('one instant on the two clocks of Urumqi and in Almaty', () => {
  it.each([
    ['Asia/Shanghai', '10:00 Beijing time (UTC+8)'],
    ['Asia/Urumqi', '08:00 Xinjiang time (UTC+6)'],
    ['Asia/Almaty', '07:00 Kazakhstan time (UTC+5)'],
    ['Asia/Novosibirsk', '09:00 Novosibirsk time (UTC+7)'],
  ])('%s names its zone', async (zone, text) => {
    const { t } = await speak('en');
    expect(visible(clockWithZone(t, instant, zone))).toBe(text);
  });

  it('does not say the same clock twice', () => {
    expect(clocksOf({ timeZone: 'Asia/Shanghai', secondTimeZone: 'Asia/Urumqi' })).toHaveLength(2);
    expect(clocksOf({ timeZone: 'Asia/Urumqi', secondTimeZone: 'Asia/Urumqi' })).toHaveLength(1);
  });
});

it('writes dates in Chinese and Russian as people there do', async () => {
  const chinese = await speak('zh-CN');
  expect(longDate(chinese.t, instant, 'Asia/Shanghai')).toBe('11月22日，星期日');
  const russian = await speak('ru');
  expect(longDate(russian.t, instant, 'Asia/Shanghai')).toBe('Воскресенье, 22 ноября');
});

it('says today and tomorrow by the reader’s calendar', async () => {
  const { t } = await speak('en');
  const lateSunday = new Date('2026-11-22T15:30:00Z');
  const monday = new Date('2026-11-22T17:00:00Z');
  expect(dayName(t, monday, 'Asia/Shanghai', lateSunday)).toBe('Tomorrow');
  expect(dayName(t, monday, 'Asia/Almaty', lateSunday)).toBe('Today');
});

it('declines minutes in Russian', async () => {
  const { t } = await speak('ru');
  expect([1, 2, 5, 21].map((minutes) => duration(t, minutes * 60_000))).toEqual([
    '1 минуту',
    '2 минуты',
    '5 минут',
    '21 минуту',
  ]);
});

it.each(LANGUAGE_CODES)(
  'formats a range in %s without leaving anything untranslated',
  async (language) => {
    const { t } = await speak(language);
    const end = new Date(instant.getTime() + 3_600_000);
    const text = visible(rangeWithZone(t, instant, end, 'Asia/Urumqi'));
    expect(text).toContain('08:00');
    expect(text).toContain('09:00');
    expect(text).toContain('UTC+6');
    expect(text).not.toMatch(/time\.|\{\{/);
    expect(longDate(t, instant, 'Asia/Urumqi')).not.toMatch(/time\.|\{\{/);
    expect(duration(t, 120_000)).toMatch(/2/);
  },
);
