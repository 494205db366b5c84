/** From which likeness of names on, 0 to 1, two records may be of one person. */
const ALIKE = 0.75;

/** Whether somebody found by the name may be the person who is being registered. */
export function isLikelyDuplicate(
  found: { likeness: number; birthYear: number | null },
  wanted: { birthYear: number | undefined },
): boolean {
  const mayBeBornThen =
    found.birthYear === null ||
    wanted.birthYear === undefined ||
    Math.abs(found.birthYear - wanted.birthYear) <= 1;
  return found.likeness >= ALIKE && mayBeBornThen;
}
