import { describe, expect, it } from '@jest/globals';
import { type JestReport, lastLine, sum, tallyOfJest } from './tally.ts';

const report = (changes: Partial<JestReport> = {}): JestReport => ({
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  ...changes,
});

describe('the tally of npm test', () => {
  it('counts every jest test', () => {
    expect(tallyOfJest(report({ numFailedTests: 2 }), 1)).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a test file that could not be run as a failure', () => {
    expect(tallyOfJest(report({ numRuntimeErrorTestSuites: 1 }), 1).failed).toBe(1);
  });

  it('counts a skipped test as failed, unless tests were chosen by name', () => {
    expect(tallyOfJest(report({ numPendingTests: 3 }), 0).failed).toBe(3);
    expect(tallyOfJest(report({ numPendingTests: 3 }), 0, true).failed).toBe(0);
  });

  it('does not call a run good that ended badly without naming a test', () => {
    expect(tallyOfJest(report(), 1)).toEqual({ passed: 5, failed: 1 });
    expect(tallyOfJest(report(), 'It was ended after 10 minutes.').failed).toBe(1);
  });

  it('counts a run without a report as one failure', () => {
    expect(tallyOfJest(undefined, 'It could not run.')).toEqual({ passed: 0, failed: 1 });
  });

  it('ends with the sums alone on a line', () => {
    const total = sum([
      { passed: 1, failed: 0 },
      { passed: 40, failed: 2 },
    ]);
    expect(lastLine(total)).toBe('41 passed, 2 failed');
  });
});
