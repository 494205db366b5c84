import { describe, expect, it } from '@jest/globals';
import { REQUEST_ACTIONS, REQUEST_STAGES, type RequestStage } from '@silkconsult/protocol';
import { nextStage, possibleActions, type Side, statusOf, waitingSide } from './stages.ts';

describe('the stages of a request', () => {
  it('lead from the draft to the consult', () => {
    const stages: RequestStage[] = ['draft'];
    for (const action of ['submit', 'ask', 'answer', 'accept', 'close'] as const) {
      const next = nextStage(stages.at(-1) ?? 'draft', action);
      if (!next) throw new Error(`${action} is not possible`);
      stages.push(next);
    }
    expect(stages).toEqual([
      'draft',
      'triage',
      'needs-information',
      'triage',
      'accepted',
      'closed',
    ]);
  });

  it('leave nothing to do with a request that is over', () => {
    for (const stage of ['declined', 'closed'] as const)
      expect(REQUEST_ACTIONS.filter((action) => nextStage(stage, action))).toEqual([]);
  });

  it('do not let a booked request be called off behind the back of its consult', () => {
    expect(REQUEST_ACTIONS.filter((action) => nextStage('booked', action))).toEqual(['close']);
  });

  it('give each side its own', () => {
    const as = (...sides: Side[]) => possibleActions('triage', new Set(sides));
    expect(as('asking')).toEqual(['revoke']);
    expect(as('triage')).toEqual(['take', 'ask', 'accept', 'assign', 'redirect', 'decline']);
    expect(possibleActions('draft', new Set<Side>(['asking']))).toEqual(['revoke']);
    expect(possibleActions('draft', new Set<Side>(['author', 'asking']))).toEqual([
      'submit',
      'revoke',
    ]);
  });

  it('have a FHIR status each, and say whose move it is', () => {
    expect(REQUEST_STAGES.map((stage) => statusOf(stage, false))).toEqual([
      'draft',
      'active',
      'active',
      'active',
      'active',
      'revoked',
      'completed',
    ]);
    expect(statusOf('closed', true)).toBe('revoked');
    expect(REQUEST_STAGES.map(waitingSide)).toEqual([
      'asking',
      'triage',
      'asking',
      'triage',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
