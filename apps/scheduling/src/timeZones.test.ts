import { expect, it } from '@jest/globals';
import { offsetMinutes, requireFreshTimeZones } from './timeZones.ts';

it('knows that Almaty has been at +05 since 1 March 2024, and the other clocks of the network', () => {
  const at = (zone: string, instant: string) => offsetMinutes(zone, new Date(instant)) / 60;
  expect(at('Asia/Almaty', '2024-02-29T18:00:00Z')).toBe(5);
  expect(at('Asia/Almaty', '2024-02-29T17:00:00Z')).toBe(6);
  expect(at('Asia/Almaty', '2026-07-01T00:00:00Z')).toBe(5);
  expect(at('Asia/Shanghai', '2026-07-01T00:00:00Z')).toBe(8);
  expect(at('Asia/Urumqi', '2026-07-01T00:00:00Z')).toBe(6);
  expect(at('Asia/Kolkata', '2026-07-01T00:00:00Z')).toBe(5.5);
});

it('refuses to start where it does not know', () => {
  expect(() => requireFreshTimeZones()).not.toThrow();
  expect(() => requireFreshTimeZones(() => 360)).toThrow('stale time zone data');
});
