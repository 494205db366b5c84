import type { Quantity } from './quantities.ts';

/** Numbers of the source that the translation lacks, or the other way round. */
export function numbersDiffer(
  source: readonly Quantity[],
  target: readonly Quantity[],
  { clock }: { clock: boolean },
): boolean {
  return lacks(source, target, clock) || lacks(target, source, clock);
}

/** Each sure number of `asking` takes one equal number of `answering`, sure ones first. */
function lacks(
  asking: readonly Quantity[],
  answering: readonly Quantity[],
  clock: boolean,
): boolean {
  const free = [...answering].sort((a, b) => Number(b.sure) - Number(a.sure));
  return asking.some(({ value, sure }) => {
    if (!sure) return false;
    const at = free.findIndex((other) => equal(value, other.value, clock));
    if (at >= 0) free.splice(at, 1);
    return at < 0;
  });
}

/** With an afternoon in the line, 8 and 20 are the same hour. */
function equal(a: number, b: number, clock: boolean): boolean {
  if (Math.abs(a - b) < 1e-9) return true;
  return clock && Math.abs(a - b) === 12 && Math.min(a, b) >= 1 && Math.max(a, b) <= 23;
}
