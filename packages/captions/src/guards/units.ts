import type { Quantity } from './quantities.ts';

/**
 * Units that stand with a number in one line and not in the other. "0.5 g" is not "500 mg" here:
 * a translation that reckons is a translation that may misreckon.
 */
export function unitsDiffer(source: readonly Quantity[], target: readonly Quantity[]): boolean {
  return lacks(source, target) || lacks(target, source);
}

function lacks(asking: readonly Quantity[], answering: readonly Quantity[]): boolean {
  const free = [...answering];
  return asking.some(({ unit, value }) => {
    if (unit === undefined) return false;
    const same = free.findIndex((other) => other.unit === unit);
    // "每分钟80次" is "80 a minute": the word for times may be left out.
    const bare = (other: Quantity) => other.unit === undefined && other.value === value;
    const at = same < 0 && unit === 'time' ? free.findIndex(bare) : same;
    if (at >= 0) free.splice(at, 1);
    return at < 0;
  });
}
