import { describe, expect, it } from '@jest/globals';
import { type Fact, followEncounter, linkLostAt, tellEncounter } from './rules.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 3, minute));
const started = (minute: number): Fact => ({
  type: 'encounterStarted',
  at: at(minute),
  personId: null,
  stayId: null,
  role: null,
  reason: null,
});
const finished = (minute: number): Fact => ({ ...started(minute), type: 'encounterFinished' });
const joined = (minute: number, role: Fact['role'], stayId: string): Fact => ({
  type: 'participantJoined',
  at: at(minute),
  personId: `person-${role}`,
  stayId,
  role,
  reason: null,
});
const left = (minute: number, stayId: string, reason: Fact['reason'] = 'left'): Fact => ({
  type: 'participantLeft',
  at: at(minute),
  personId: null,
  stayId,
  role: null,
  reason,
});

const CONSULT = [
  started(0),
  joined(1, 'specialist', 'a'),
  joined(2, 'patient', 'b'),
  left(30, 'b'),
  joined(31, 'patient', 'c'),
  left(40, 'a'),
  left(41, 'c'),
  finished(41),
];

describe('an encounter told by reports', () => {
  it('has every stay with its beginning and end', () => {
    const told = tellEncounter(CONSULT);
    expect(told).toMatchObject({ status: 'finished', startedAt: at(0), finishedAt: at(41) });
    expect(told.stays.map(({ id, joinedAt, leftAt }) => [id, joinedAt, leftAt])).toEqual([
      ['a', at(1), at(40)],
      ['b', at(2), at(30)],
      ['c', at(31), at(41)],
    ]);
  });

  it('is the same in whatever order the reports arrive', () => {
    const told = tellEncounter(CONSULT);
    // Every rotation of the reports and of their reverse.
    for (const order of [CONSULT, CONSULT.toReversed()])
      for (let shift = 0; shift < order.length; shift += 1) {
        const shuffled = [...order.slice(shift), ...order.slice(0, shift)];
        const again = tellEncounter(shuffled);
        expect({ ...again, stays: again.stays.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }).toEqual(
          told,
        );
      }
  });

  it('does not show a stay whose beginning has not arrived yet', () => {
    expect(tellEncounter([left(30, 'b')])).toMatchObject({ status: 'planned', stays: [] });
  });

  it('ends every stay with the encounter when a killed node could not report it', () => {
    const told = tellEncounter([joined(1, 'specialist', 'a'), finished(20)]);
    expect(told.stays[0]?.leftAt).toEqual(at(20));
  });

  it('is in progress again when the room is used again', () => {
    const again = [...CONSULT, joined(50, 'patient', 'd')];
    expect(tellEncounter(again)).toMatchObject({ status: 'in-progress', finishedAt: null });
    expect(tellEncounter([...again, finished(60)])).toMatchObject({
      status: 'finished',
      startedAt: at(0),
      finishedAt: at(60),
    });
  });
});

describe('the lobby told by reports', () => {
  const waits = (minute: number, stayId: string): Fact => ({
    ...joined(minute, 'patient', stayId),
    type: 'waitingStarted',
  });
  const waited = (minute: number, stayId: string): Fact => ({
    ...left(minute, stayId),
    type: 'waitingFinished',
  });

  it('has who waits, since when and until when', () => {
    const told = tellEncounter([waits(1, 'w'), waited(6, 'w'), waits(8, 'x')]);
    expect(told.waits.map(({ id, since, until }) => [id, since, until])).toEqual([
      ['w', at(1), at(6)],
      ['x', at(8), null],
    ]);
    expect(told).toMatchObject({ status: 'arrived', stays: [] });
  });

  it('ends a wait with the entry into the room when a killed node could not report it', () => {
    const told = tellEncounter([waits(1, 'w'), joined(7, 'patient', 'b')]);
    expect(told.waits[0]?.until).toEqual(at(7));
  });

  it('does not make an appointment arrived: nobody has met yet', () => {
    expect(followEncounter('booked', tellEncounter([waits(1, 'w')]))).toEqual([]);
  });
});

describe('the appointment follows its encounter', () => {
  const following = (status: Parameters<typeof followEncounter>[0], ...facts: Fact[]) =>
    followEncounter(status, tellEncounter(facts));

  it('arrives with the patient and is fulfilled when both sides were there', () => {
    expect(following('booked', joined(1, 'specialist', 'a'))).toEqual([]);
    expect(following('booked', joined(1, 'patient', 'b'))).toEqual(['arrived']);
    expect(following('booked', ...CONSULT)).toEqual(['arrived', 'fulfilled']);
    expect(following('arrived', ...CONSULT)).toEqual(['fulfilled']);
  });

  it('is fulfilled when the patient sat with the referrer', () => {
    expect(
      following('booked', joined(1, 'specialist', 'a'), joined(2, 'referrer', 'b'), finished(30)),
    ).toEqual(['arrived', 'fulfilled']);
  });

  it('is not fulfilled when one side never came', () => {
    expect(following('booked', joined(1, 'specialist', 'a'), finished(30))).toEqual([]);
    expect(following('arrived', joined(1, 'patient', 'b'), finished(30))).toEqual([]);
  });

  it('stays cancelled, whatever is reported', () => {
    expect(following('cancelled', ...CONSULT)).toEqual([]);
  });
});

describe('a link that breaks off', () => {
  const CUT_OFF = [
    started(0),
    joined(0, 'specialist', 'a'),
    joined(0, 'patient', 'b'),
    left(3, 'b', 'lost'),
    left(4, 'a', 'lost'),
  ];
  const lost = (...facts: Fact[]) => linkLostAt(tellEncounter(facts).stays);

  it('is told from the moment at which the last was lost', () => {
    expect(lost(...CUT_OFF)).toEqual(at(4));
    expect(lost(...CUT_OFF, finished(5))).toEqual(at(4));
  });

  it('leaves the consult to be decided: it is not fulfilled by itself', () => {
    const told = tellEncounter([...CUT_OFF, finished(5)]);
    expect(followEncounter('booked', told)).toEqual(['arrived']);
  });

  it('is none when they came back, said goodbye, had time enough or never met', () => {
    expect(lost(...CUT_OFF, joined(6, 'patient', 'c'))).toBeUndefined();
    expect(lost(...CUT_OFF.slice(0, -1), left(4, 'a'))).toBeUndefined();
    expect(
      lost(...CUT_OFF.slice(0, -2), left(7, 'a', 'lost'), left(8, 'b', 'lost')),
    ).toBeUndefined();
    expect(lost(joined(0, 'specialist', 'a'), left(3, 'a', 'lost'))).toBeUndefined();
  });
});
