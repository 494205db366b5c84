import { describe, expect, it } from '@jest/globals';
import { type ConsultFacts, type PersonFacts, problemsOf } from './problems.ts';

const START = new Date('2026-11-23T10:00:00Z');
const clock = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 23, hour, minute));

const person = (
  role: PersonFacts['role'],
  change: Partial<Omit<PersonFacts, 'role'>> = {},
): PersonFacts => ({
  actor: role,
  role,
  status: 'accepted',
  languages: role === 'specialist' ? ['zh-CN'] : ['ky', 'ru'],
  presence: undefined,
  onLeave: false,
  ...change,
});
const READY: PersonFacts[] = [
  person('specialist'),
  person('referrer'),
  person('patient'),
  person('interpreter', { languages: ['zh-CN', 'ky'] }),
  person('location', { languages: [] }),
];
const consult = (change: Partial<ConsultFacts> = {}): ConsultFacts => ({
  status: 'booked',
  start: START,
  end: clock(11),
  people: READY,
  interpretation: 'direct',
  search: undefined,
  consents: new Map([['patient', 'given']]),
  rehearsal: { verdict: 'good', at: clock(9) },
  linkLost: undefined,
  ...change,
});
const changed = (role: PersonFacts['role'], change: Partial<PersonFacts>) =>
  READY.map((one) => (one.role === role ? { ...one, ...change } : one));
const without = (role: PersonFacts['role']) => READY.filter((one) => one.role !== role);
const kinds = (facts: ConsultFacts) => problemsOf(facts).map(({ kind }) => kind);
const countingAt = (facts: ConsultFacts, now: Date) =>
  problemsOf(facts).filter(({ from }) => from <= now);

describe('before the consult', () => {
  it('one that has everything has no problem', () => {
    expect(countingAt(consult(), clock(9, 59))).toEqual([]);
  });

  it('an interpreter is missing where no language is shared, and is not where one is', () => {
    const people = without('interpreter');
    expect(problemsOf(consult({ people }))[0]).toEqual({
      kind: 'interpreter-missing',
      severity: 'critical',
      from: new Date(0),
      due: clock(8),
    });
    const speaksRussian = people.map((one) =>
      one.role === 'specialist' ? { ...one, languages: ['zh-CN', 'ru'] as const } : one,
    );
    expect(kinds(consult({ people: speaksRussian }))).not.toContain('interpreter-missing');
  });

  it('nobody was found when the search was in vain, until captions alone are agreed to', () => {
    const people = changed('interpreter', { status: 'declined' });
    const found = (interpretation: ConsultFacts['interpretation']) =>
      kinds(consult({ people, interpretation, search: 'nobody' }));
    expect(found('direct')).toContain('interpreter-not-found');
    expect(found('direct')).not.toContain('interpreter-lost');
    expect(found('captions-only')).not.toContain('interpreter-not-found');
  });

  it('an interpreter who declined is lost, by name', () => {
    const people = changed('interpreter', { status: 'declined' });
    expect(problemsOf(consult({ people }))[0]).toMatchObject({
      kind: 'interpreter-lost',
      actor: 'interpreter',
    });
  });

  it('an answer is missing of who was asked; a patient owes none', () => {
    const people = READY.map((one) => ({ ...one, status: 'needs-action' as const }));
    const open = problemsOf(consult({ people })).filter(
      ({ kind }) => kind === 'acceptance-missing',
    );
    expect(open.map(({ actor }) => actor)).toEqual([
      'specialist',
      'referrer',
      'interpreter',
      'location',
    ]);
  });

  it('a specialist who declined makes the consult fail', () => {
    const people = changed('specialist', { status: 'declined' });
    expect(problemsOf(consult({ people }))[0]).toMatchObject({
      kind: 'declined',
      severity: 'critical',
      actor: 'specialist',
    });
  });

  it.each([
    [undefined, 'consent-missing', 'warning'],
    ['asked', 'consent-missing', 'warning'],
    ['refused', 'consent-refused', 'critical'],
  ] as const)('consent that was %s is %s', (status, kind, severity) => {
    const consents = new Map(status ? [['patient', status] as const] : []);
    expect(problemsOf(consult({ consents }))[0]).toMatchObject({ kind, severity });
  });

  it('a room counts as missing from a day before', () => {
    const facts = consult({ people: without('location') });
    const dayBefore = new Date(START.getTime() - 24 * 3_600_000);
    expect(countingAt(facts, new Date(dayBefore.getTime() - 1))).toEqual([]);
    expect(countingAt(facts, dayBefore).map(({ kind }) => kind)).toEqual(['room-missing']);
  });
});

describe('when it should begin', () => {
  it('one of each side and the interpreter are awaited, from the start on', () => {
    const absent = problemsOf(consult()).filter(({ kind }) => kind === 'absent');
    expect(absent.map(({ actor }) => actor).sort()).toEqual([
      'interpreter',
      'patient',
      'specialist',
    ]);
    expect(absent[0]).toMatchObject({ from: START, due: clock(10, 10) });
  });

  it('a patient who came early waits from the start on, one who came late from then on', () => {
    const waitingSince = (since: Date) =>
      problemsOf(
        consult({ people: changed('patient', { presence: { where: 'lobby', since } }) }),
      ).find(({ kind }) => kind === 'waiting');
    expect(waitingSince(clock(9, 50))).toMatchObject({ from: START, due: clock(10, 10) });
    expect(waitingSince(clock(10, 5))).toMatchObject({ from: clock(10, 5), due: clock(10, 15) });
  });

  it('who is in the lobby is not absent', () => {
    const people = changed('patient', { presence: { where: 'lobby', since: clock(9, 50) } });
    const absent = problemsOf(consult({ people })).filter(({ kind }) => kind === 'absent');
    expect(absent.map(({ actor }) => actor)).not.toContain('patient');
  });

  it('an interpreter who leaves while the others go on is lost at that moment', () => {
    const people = changed('interpreter', { presence: { where: 'left', since: clock(10, 20) } });
    expect(kinds(consult({ people }))).not.toContain('interpreter-lost');
    const going = people.map((one) =>
      one.role === 'patient'
        ? { ...one, presence: { where: 'room' as const, since: clock(10, 1) } }
        : one,
    );
    expect(problemsOf(consult({ people: going, status: 'arrived' }))).toContainEqual({
      kind: 'interpreter-lost',
      severity: 'critical',
      from: clock(10, 20),
      due: clock(10, 20),
      actor: 'interpreter',
    });
  });
});

describe('the rehearsal of the link', () => {
  const dayBefore = new Date(START.getTime() - 24 * 3_600_000);
  const rehearsed = (rehearsal: ConsultFacts['rehearsal'], now: Date) =>
    countingAt(consult({ rehearsal }), now)
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('rehearsal'));

  it('is missing from a day before, until it was held', () => {
    expect(rehearsed(undefined, new Date(dayBefore.getTime() - 1))).toEqual([]);
    expect(rehearsed(undefined, dayBefore)).toEqual(['rehearsal-missing']);
    expect(rehearsed({ verdict: 'usable', at: dayBefore }, clock(9, 14))).toEqual([]);
  });

  it('is due again shortly before the start, unless it was held on the same morning', () => {
    expect(rehearsed({ verdict: 'good', at: dayBefore }, clock(9, 15))).toEqual([
      'rehearsal-again',
    ]);
    expect(rehearsed({ verdict: 'good', at: clock(8) }, clock(9, 15))).toEqual([]);
  });

  it('that failed makes the consult fail, until one succeeds or the clinic is in the room', () => {
    const failed = { verdict: 'unusable' as const, at: dayBefore };
    expect(problemsOf(consult({ rehearsal: failed }))).toContainEqual({
      kind: 'rehearsal-failed',
      severity: 'critical',
      from: dayBefore,
      due: clock(9, 30),
    });
    const people = changed('patient', { presence: { where: 'room', since: clock(9, 50) } });
    expect(kinds(consult({ rehearsal: failed, people }))).not.toContain('rehearsal-failed');
  });
});

it('who has entered leave over the consult is named, until they come all the same', () => {
  expect(problemsOf(consult({ people: changed('specialist', { onLeave: true }) }))[0]).toEqual({
    kind: 'on-leave',
    severity: 'critical',
    from: new Date(0),
    due: new Date(START.getTime() - 12 * 3_600_000),
    actor: 'specialist',
  });
  const presence = { where: 'room' as const, since: clock(9, 55) };
  const came = changed('specialist', { onLeave: true, presence });
  expect(kinds(consult({ people: came }))).not.toContain('on-leave');
});

it('a link that was lost waits a quarter of an hour for somebody to decide', () => {
  const [problem] = problemsOf(consult({ status: 'arrived', linkLost: clock(10, 4) })).filter(
    ({ kind }) => kind === 'link-lost',
  );
  expect(problem).toMatchObject({ from: clock(10, 4), due: clock(10, 19), severity: 'critical' });
});

it('a consult that is over has no problems any more', () => {
  for (const status of ['fulfilled', 'cancelled', 'noshow'] as const)
    expect(problemsOf(consult({ status, people: without('interpreter') }))).toEqual([]);
});

it('the first to be due comes first', () => {
  const people = without('interpreter').filter(({ role }) => role !== 'location');
  const due = problemsOf(consult({ people, consents: new Map() })).map((one) => one.due.getTime());
  expect(due).toEqual(due.toSorted((a, b) => a - b));
});
