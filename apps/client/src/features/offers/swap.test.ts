import { describe, expect, it } from '@jest/globals';
import { SILENCE, STILL_MS, swap } from './swap.ts';

describe('an alarm that takes the place of another', () => {
  const planned = swap(SILENCE, 'planned', 10_000);

  it('takes presses half a second later, and the first one at once', () => {
    expect(planned.pressableAt).toBe(10_000);
    expect(swap(planned, 'call', 12_000).pressableAt).toBe(12_000 + STILL_MS);
  });

  it('goes on from where it was when nothing changes', () => {
    const call = swap(planned, 'call', 12_000);
    expect(swap(call, 'call', 12_300)).toBe(call);
  });

  it.each([
    [100, 12_000 + STILL_MS],
    [STILL_MS - 1, 12_000 + STILL_MS],
    [STILL_MS, 12_000 + STILL_MS],
    [5000, 17_000],
  ])('that was gone for %i ms counts from when the finger could have aimed', (gap, expected) => {
    const gone = swap(planned, undefined, 12_000);
    expect(swap(gone, 'call', 12_000 + gap).pressableAt).toBe(expected);
  });

  it('waits again for each that comes', () => {
    const second = swap(planned, 'call', 12_000);
    expect(swap(second, 'other', 12_200).pressableAt).toBe(12_200 + STILL_MS);
  });
});
