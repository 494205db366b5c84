import type { BoardProblem, BoardRow } from '@silkconsult/protocol';

const SOON_MS = 60 * 60_000;

/** How pressing a problem is at a moment; undefined while it does not count yet. */
export type Urgency = 'late' | 'soon' | 'open';

export function urgencyOf(problem: BoardProblem, now: Date): Urgency | undefined {
  if (now < new Date(problem.from)) return undefined;
  const left = new Date(problem.due).getTime() - now.getTime();
  if (left <= 0) return 'late';
  return left < SOON_MS ? 'soon' : 'open';
}

/** The problems that count now, the most pressing first. */
export function pressing(row: BoardRow, now: Date): BoardProblem[] {
  return row.problems
    .filter((problem) => urgencyOf(problem, now) !== undefined)
    .sort((a, b) => rank(a, now) - rank(b, now) || a.due.localeCompare(b.due));
}

/** A consult that fails outweighs one that suffers, once its time has come. */
function rank(problem: BoardProblem, now: Date): number {
  return problem.severity === 'critical' && urgencyOf(problem, now) !== 'open' ? 0 : 1;
}

export interface Threat {
  row: BoardRow;
  problem: BoardProblem;
}

/** What goes wrong first: of each consult its most pressing problem, over all of them in order. */
export function threats(rows: readonly BoardRow[], now: Date): Threat[] {
  return rows
    .flatMap((row): Threat[] => {
      const [problem] = pressing(row, now);
      return problem ? [{ row, problem }] : [];
    })
    .sort(
      (a, b) =>
        rank(a.problem, now) - rank(b.problem, now) || a.problem.due.localeCompare(b.problem.due),
    );
}
