export interface SideRules {
  left: RegExp;
  right: RegExp;
  both: RegExp;
  excepts: readonly RegExp[];
}

export type Side = 'left' | 'right' | 'both';

/** The sides that a plain line names, in their order. */
export function sidesOf(text: string, rules: SideRules): Side[] {
  const rest = rules.excepts.reduce((t, except) => t.replace(except, ' '), text);
  return (['both', 'left', 'right'] as const)
    .flatMap((side) => [...rest.matchAll(rules[side])].map(({ index }) => ({ side, index })))
    .sort((a, b) => a.index - b.index)
    .map(({ side }) => side);
}

/** Another number of sides, other sides, or the same in another order. */
export function sidesDiffer(source: readonly Side[], target: readonly Side[]): boolean {
  const spelt = (sides: readonly Side[]) =>
    sides.flatMap((side) => (side === 'both' ? ['left', 'right'] : [side]));
  if (source.includes('both') || target.includes('both')) {
    return new Set(spelt(source)).size !== new Set(spelt(target)).size;
  }
  return source.join() !== target.join();
}
