import { expect, it } from '@jest/globals';
import type { BoardProblem, BoardRow } from '@silkconsult/protocol';
import { pressing, threats, urgencyOf } from './urgency.ts';

const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 23, hour, minute));
const problem = (change: Partial<BoardProblem>): BoardProblem => ({
  kind: 'room-missing',
  severity: 'warning',
  from: at(0).toISOString(),
  due: at(8).toISOString(),
  ...change,
});
const row = (appointmentId: string, ...problems: BoardProblem[]) =>
  ({ appointmentId, problems }) as BoardRow;

it('a problem is only to be expected, then open, soon due and late, by the clock alone', () => {
  const absent = problem({ from: at(6).toISOString() });
  expect([5, 6, 7.5, 8].map((hour) => urgencyOf(absent, at(0, hour * 60)))).toEqual([
    undefined,
    'open',
    'soon',
    'late',
  ]);
});

it('what makes a consult fail comes before what is only due earlier', () => {
  const consent = problem({ kind: 'consent-missing', due: at(6).toISOString() });
  const interpreter = problem({ kind: 'interpreter-missing', severity: 'critical' });
  const one = row('a', consent, interpreter);
  expect(pressing(one, at(7, 30))[0]).toBe(interpreter);
  expect(pressing(one, at(3))[0]).toBe(consent);
});

it('each consult is among the threats once, with its most pressing problem', () => {
  const waiting = problem({ kind: 'waiting', severity: 'critical', due: at(7).toISOString() });
  const rows = [row('a', problem({}), problem({ due: at(9).toISOString() })), row('b', waiting)];
  const found = threats([...rows, row('c')], at(7, 30));
  expect(found.map((threat) => threat.row.appointmentId)).toEqual(['b', 'a']);
});
