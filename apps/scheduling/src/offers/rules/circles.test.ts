import { describe, expect, it } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { type Candidate, circleAfter, type Need, nextRound, placeOf } from './circles.ts';

const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  id: 'one',
  organizationId: 'urumqi',
  languagePairs: [['zh-CN', 'ky']],
  dialects: [],
  onCall: false,
  booked: false,
  ...change,
});
const pairs = (...some: [Language, Language][]) => candidate({ languagePairs: some });
const need = (change: Partial<Need> = {}): Need => ({
  kind: 'planned',
  languages: ['zh-CN', 'ky'],
  organizations: new Set(),
  speakRussian: { specialists: false, others: false },
  ...change,
});

describe('an interpreter', () => {
  it('of the pair covers the whole way, whichever of the two languages comes first', () => {
    expect(placeOf(candidate(), need())).toEqual({ id: 'one', circle: 'pair', covers: 'whole' });
    expect(placeOf(pairs(['ky', 'zh-CN']), need())?.circle).toBe('pair');
  });

  it('of a hospital that takes part is asked first', () => {
    const wanted = need({ organizations: new Set(['urumqi']) });
    expect(placeOf(candidate(), wanted)?.circle).toBe('preferred');
    expect(placeOf(candidate({ organizationId: 'osh' }), wanted)?.circle).toBe('pair');
  });

  it('who does not speak the dialect is asked after those who do', () => {
    const wanted = need({ dialect: 'ky-south', organizations: new Set(['urumqi']) });
    expect(placeOf(candidate({ dialects: ['ky-south'] }), wanted)?.circle).toBe('preferred');
    expect(placeOf(candidate({ dialects: ['ug-khotan'] }), wanted)?.circle).toBe('any-dialect');
  });

  it('on call is rung first when the room waits, and no other way', () => {
    expect(placeOf(candidate({ onCall: true }), need({ kind: 'call' }))?.circle).toBe('on-call');
    expect(placeOf(candidate({ onCall: true }), need())?.circle).toBe('pair');
  });

  it('of another pair cannot help', () => {
    expect(placeOf(pairs(['zh-CN', 'kk'], ['ru', 'kk']), need())).toBeUndefined();
    expect(placeOf(pairs(['zh-CN', 'ru']), need({ languages: ['zh-CN', 'ru'] }))?.circle).toBe(
      'pair',
    );
    expect(placeOf(pairs(['zh-CN', 'ru']), need({ languages: ['ru', 'ky'] }))).toBeUndefined();
  });
});

describe('a relay through Russian', () => {
  const covers = (some: [Language, Language][], speakRussian = need().speakRussian) =>
    placeOf(pairs(...some), need({ speakRussian }))?.covers;

  it('needs both halves, from one or from two', () => {
    expect(covers([['zh-CN', 'ru']])).toBe('first');
    expect(covers([['ky', 'ru']])).toBe('second');
    expect(
      covers([
        ['ru', 'zh-CN'],
        ['ru', 'ky'],
      ]),
    ).toBe('whole');
  });

  it('needs nobody on the side that speaks Russian itself', () => {
    const referrer = { specialists: false, others: true };
    expect(covers([['zh-CN', 'ru']], referrer)).toBe('whole');
    expect(covers([['ru', 'ky']], referrer)).toBeUndefined();
    const specialist = { specialists: true, others: false };
    expect(covers([['ru', 'ky']], specialist)).toBe('whole');
    expect(covers([['zh-CN', 'ru']], specialist)).toBeUndefined();
  });
});

describe('the rounds', () => {
  const first = { ...pairs(['zh-CN', 'ru']), id: 'first' };
  const second = { ...pairs(['ru', 'ky']), id: 'second' };
  const next = (
    circle: Parameters<typeof nextRound>[0],
    candidates: Candidate[],
    asked: string[] = [],
    accepted: Parameters<typeof nextRound>[4] = [],
    wanted = need(),
  ) => {
    const round = nextRound(circle, wanted, candidates, new Set(asked), accepted);
    return round && [round.circle, ...round.people.map(({ id }) => id)];
  };

  it('go from those of the hospital to the pair, to the relay, to nobody', () => {
    const wanted = need({ organizations: new Set(['osh']) });
    const near = candidate({ id: 'near', organizationId: 'osh' });
    const all = [near, candidate(), first, second];
    expect(next(undefined, all, [], [], wanted)).toEqual(['preferred', 'near']);
    expect(next('preferred', all, ['near'], [], wanted)).toEqual(['pair', 'one']);
    expect(next('pair', all, ['near', 'one'], [], wanted)).toEqual(['relay', 'first', 'second']);
    expect(next('relay', all, ['near', 'one', 'first', 'second'], [], wanted)).toBeUndefined();
  });

  it('pass over a circle in which nobody is left to ask', () => {
    expect(next(undefined, [first, second])).toEqual(['relay', 'first', 'second']);
    expect(next(undefined, [candidate()], ['one'])).toBeUndefined();
  });

  it('ask nobody for half a relay whose other half nobody can do', () => {
    expect(next(undefined, [first])).toBeUndefined();
    expect(next(undefined, [first, second], ['second'])).toBeUndefined();
  });

  it('ask only for the half that is missing', () => {
    const whole = candidate({ id: 'whole' });
    const after = (circle?: 'pair') =>
      next(circle, [whole, first, second], circle ? ['whole'] : [], ['first']);
    expect(after('pair')).toEqual(['relay', 'second']);
    // Who does the whole way can still come instead.
    expect(after()).toEqual(['pair', 'whole']);
  });

  it('of a call begin with who is booked, then those on call, and know no preferred hospital', () => {
    const order = (dialect: boolean) => {
      const circles = [];
      const wish = { kind: 'call', dialect } as const;
      for (let one = circleAfter(undefined, wish); one; one = circleAfter(one, wish))
        circles.push(one);
      return circles;
    };
    expect(order(false)).toEqual(['booked', 'on-call', 'pair', 'relay']);
    expect(order(true)).toEqual(['booked', 'on-call', 'pair', 'any-dialect', 'relay']);
  });
});
