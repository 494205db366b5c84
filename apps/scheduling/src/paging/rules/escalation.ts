const MINUTE = 60_000;

/** How long the paged have before the next level is paged as well. */
export const ESCALATE_AFTER = 5 * MINUTE;

/** Who can be paged: on call, all specialists of the specialty, coordinators and administrators. */
export type Audiences = readonly [
  onCall: readonly string[],
  specialists: readonly string[],
  coordination: readonly string[],
];
const LAST = 3;

/**
 * Whom to page after `level` (0: nobody was paged yet). A level where nobody is left to page is
 * passed over at once: with nobody on call, all specialists are paged in the first minute. The last
 * level is paged again and again, everybody of it, until somebody answers.
 */
export function nextPages(
  level: number,
  audiences: Audiences,
  paged: ReadonlySet<string>,
): { level: number; people: readonly string[] } {
  for (let next = level + 1; next < LAST; next += 1) {
    const people = (audiences[next - 1] ?? []).filter((person) => !paged.has(person));
    if (people.length > 0) return { level: next, people };
  }
  return { level: LAST, people: [...new Set([...audiences[2], ...paged])] };
}
