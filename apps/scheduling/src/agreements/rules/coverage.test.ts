import { describe, expect, it } from '@jest/globals';
import { type Asking, type Candidate, coverage } from './coverage.ts';
import { dayIn, weekStart } from './week.ts';

const agreement = (change: Partial<Candidate> = {}): Candidate => ({
  id: 'a',
  performerId: 'urumqi',
  partnerCountry: 'KG',
  specialties: ['cardiology', 'neurology'],
  askers: { functions: ['referrer'], people: ['deputy'] },
  weeklyQuota: 5,
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  credentials: [{ country: 'KG', text: 'Licence 7', expiresOn: '2026-11-30' }],
  today: '2026-11-23',
  usedThisWeek: 0,
  ...change,
});
const asking: Asking = {
  specialty: 'cardiology',
  performerId: undefined,
  asker: { personId: 'doctor', role: 'practitioner', kind: 'referrer' },
};
const gap = (change: Partial<Candidate>, of = asking) => coverage([agreement(change)], of);

describe('whether a request is covered', () => {
  it('is, by an agreement on its specialty that is valid today', () => {
    expect(coverage([agreement()], asking)).toMatchObject({ covered: { id: 'a' } });
  });

  it.each([
    ['no agreement at all', [], 'none'],
    ['another specialty', [agreement({ specialties: ['oncology'] })], 'specialty'],
    [
      'only others may ask',
      [agreement({ askers: { functions: [], people: ['deputy'] } })],
      'asker',
    ],
    ['it ended yesterday', [agreement({ validTo: '2026-11-22' })], 'expired'],
    ['it begins tomorrow', [agreement({ validFrom: '2026-11-24' })], 'not_yet_valid'],
    [
      'the licence for the country lapsed',
      [agreement({ credentials: [{ country: 'KG', text: 'x', expiresOn: '2026-11-22' }] })],
      'credential_expired',
    ],
    ['the week is used up', [agreement({ usedThisWeek: 5 })], 'quota'],
  ])('is not, when %s', (_case, candidates, expected) => {
    expect(coverage(candidates, asking)).toMatchObject({ gap: expected });
  });

  it('counts the first and the last day in, and a licence of another country out', () => {
    expect(gap({ validFrom: '2026-11-23', validTo: '2026-11-23' })).toHaveProperty('covered');
    const elsewhere = [{ country: 'KZ' as const, text: 'x', expiresOn: '2020-01-01' }];
    expect(gap({ credentials: elsewhere })).toHaveProperty('covered');
  });

  it('lets the named ask, and those of the named functions, and nobody else', () => {
    const coordinator = { personId: 'c', role: 'coordinator' as const };
    expect(gap({}, { ...asking, asker: coordinator })).toMatchObject({
      gap: 'asker',
    });
    const deputy = { personId: 'deputy', role: 'coordinator' as const };
    expect(gap({}, { ...asking, asker: deputy })).toHaveProperty('covered');
    const open = { askers: { functions: [], people: [] } };
    expect(gap(open)).toHaveProperty('covered');
    const specialist = { ...asking.asker, kind: 'specialist' as const };
    expect(gap(open, { ...asking, asker: specialist })).toMatchObject({ gap: 'asker' });
  });

  it('names the nearest miss of several agreements', () => {
    const candidates = [
      agreement({ id: 'other', specialties: ['oncology'] }),
      agreement({ id: 'old', validTo: '2026-06-30' }),
    ];
    expect(coverage(candidates, asking)).toMatchObject({ gap: 'expired', nearest: { id: 'old' } });
  });

  it('takes the agreement with most of its quota left, and only the one asked for', () => {
    const candidates = [
      agreement({ id: 'a', usedThisWeek: 4 }),
      agreement({ id: 'b', performerId: 'second', usedThisWeek: 1 }),
    ];
    expect(coverage(candidates, asking)).toMatchObject({ covered: { id: 'b' } });
    expect(coverage(candidates, { ...asking, performerId: 'urumqi' })).toMatchObject({
      covered: { id: 'a' },
    });
  });
});

describe('the week of a quota', () => {
  it('begins on Monday at midnight on the clock of the hospital in Urumqi', () => {
    const monday = new Date('2026-11-22T16:00:00Z');
    expect(weekStart('Asia/Shanghai', new Date('2026-11-22T15:59:59Z'))).toEqual(
      new Date('2026-11-15T16:00:00Z'),
    );
    expect(weekStart('Asia/Shanghai', monday)).toEqual(monday);
    expect(weekStart('Asia/Shanghai', new Date('2026-11-29T15:59:59Z'))).toEqual(monday);
  });

  it('has an hour less where clocks are put forward', () => {
    expect(weekStart('Europe/Berlin', new Date('2026-03-29T12:00:00Z'))).toEqual(
      new Date('2026-03-22T23:00:00Z'),
    );
    expect(weekStart('Europe/Berlin', new Date('2026-03-30T12:00:00Z'))).toEqual(
      new Date('2026-03-29T22:00:00Z'),
    );
  });

  it('knows on which day it is where', () => {
    const late = new Date('2026-11-23T17:00:00Z');
    expect([dayIn('Asia/Shanghai', late), dayIn('Asia/Almaty', late)]).toEqual([
      '2026-11-24',
      '2026-11-23',
    ]);
  });
});
