import { expect, it } from '@jest/globals';
import { offsetMinutes, requireFreshTimeZones, temporalOffsetMinutes } from './timeZones.ts';

it.each([
  ['Intl', offsetMinutes],
  ['Temporal', temporalOffsetMinutes],
])('%s knows that Almaty has been at +05 since 1 March 2024, and the other clocks', (_, offset) => {
  const at = (zone: string, instant: string) => offset(zone, new Date(instant)) / 60;
  expect(at('Asia/Almaty', '2024-02-29T18:00:00Z')).toBe(5);
  expect(at('Asia/Almaty', '2024-02-29T17:00:00Z')).toBe(6);
  expect(at('Asia/Almaty', '2026-07-01T00:00:00Z')).toBe(5);
  expect(at('Asia/Shanghai', '2026-07-01T00:00:00Z')).toBe(8);
  expect(at('Asia/Urumqi', '2026-07-01T00:00:00Z')).toBe(6);
  expect(at('Asia/Kolkata', '2026-07-01T00:00:00Z')).toBe(5.5);
});

it('refuses to start where it does not know', () => {
  expect(() => requireFreshTimeZones()).not.toThrow();
  const stale = () => 360;
  expect(() => requireFreshTimeZones([offsetMinutes, stale])).toThrow('stale time zone data');
  expect(() => requireFreshTimeZones([stale, offsetMinutes])).toThrow('stale time zone data');
});
