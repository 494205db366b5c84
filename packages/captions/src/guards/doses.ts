import type { Quantity } from './quantities.ts';

/** Units of what is given to a patient. */
const DOSE_UNITS = new Set([
  'mg',
  'mcg',
  'g',
  'kg',
  'ml',
  'l',
  'IU',
  'mmol',
  'tablet',
  'capsule',
  'drop',
]);

export function isDose({ unit }: Quantity): boolean {
  return unit !== undefined && DOSE_UNITS.has(unit.split('/')[0] ?? '');
}

/** A line's quantities, how often they are given, and which drug each dose belongs to. */
export interface DoseLine {
  quantities: readonly Quantity[];
  /** "per day", "per week". */
  rates: ReadonlySet<string>;
  /** Drugs in their order. */
  drugs: readonly string[];
}

/** Whether numbers, units, frequencies and drugs that belong together have come apart. */
export function dosesDiffer(source: DoseLine, target: DoseLine): boolean {
  return (
    pairsDiffer(source.quantities, target.quantities) ||
    orderDiffers(source, target) ||
    ratesDiffer(source, target)
  );
}

/** "5 mg for 3 days" against "3 mg for 5 days": the same numbers and units, other pairs. */
function pairsDiffer(source: readonly Quantity[], target: readonly Quantity[]): boolean {
  const pairs = (quantities: readonly Quantity[]) =>
    quantities.flatMap(({ value, unit }) =>
      // Three in the afternoon is fifteen; a wrong hour is the numbers' matter.
      unit === undefined ? [] : [`${unit === 'hour' ? value % 12 : value} ${unit}`],
    );
  const left = pairs(source);
  const right = pairs(target);
  const extra = (a: string[], b: string[]) => {
    const rest = [...b];
    return a.some((pair) => !rest.includes(pair) || !rest.splice(rest.indexOf(pair), 1));
  };
  return extra(left, right) && extra(right, left);
}

/** Two doses of one unit that changed places, unless their drugs changed places with them. */
function orderDiffers(source: DoseLine, target: DoseLine): boolean {
  const doses = ({ quantities }: DoseLine) =>
    quantities.filter(isDose).map(({ value, unit }) => `${value} ${unit}`);
  const left = doses(source);
  const right = doses(target);
  if (left.length < 2 || left.length !== right.length) return false;
  const drugsMoved = source.drugs.join() !== target.drugs.join();
  const known = source.drugs.length === left.length && target.drugs.length === left.length;
  if (known) {
    const pairs = ({ drugs }: DoseLine, of: string[]) => of.map((dose, i) => `${drugs[i]} ${dose}`);
    return pairs(source, left).sort().join() !== pairs(target, right).sort().join();
  }
  return drugsMoved || left.join() !== right.join();
}

function ratesDiffer(source: DoseLine, target: DoseLine): boolean {
  const given = (line: DoseLine) =>
    line.quantities.some((quantity) => isDose(quantity) || quantity.unit === 'time');
  if (!given(source) || !given(target)) return false;
  return [...source.rates].sort().join() !== [...target.rates].sort().join();
}
