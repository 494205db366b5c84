/** How many checks passed and failed. */
export type Tally = { passed: number; failed: number };

/** What jest's `--json` says, as far as it is counted here. */
export type JestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
};

/**
 * Counts a jest run. A file that could not be run counts as one failure, a skipped test as a
 * failed one (it proves nothing), and a run that ended badly without saying which test is to
 * blame as one more failure.
 *
 * @param report `undefined` if jest never wrote one
 * @param outcome jest's exit code, or why it has none
 * @param chosen whether tests were chosen by name, in which case the others count as skipped
 */
export function tallyOfJest(
  report: JestReport | undefined,
  outcome: number | string,
  chosen = false,
): Tally {
  if (!report) return { passed: 0, failed: 1 };
  const skipped = chosen ? 0 : report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites + skipped;
  const unexplained = outcome !== 0 && failed === 0;
  return { passed: report.numPassedTests, failed: unexplained ? 1 : failed };
}

/** The last line of `npm test`. */
export function lastLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/** The sum of all tallies. */
export function sum(tallies: Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}
