import { expect, it } from '@jest/globals';
import { PERMISSIONS_OF } from './roles.ts';

it('lets hosts and the interpreter in directly; patients and observers wait in the lobby', () => {
  const direct = Object.entries(PERMISSIONS_OF).filter(([, allowed]) => allowed.includes('enter'));
  expect(direct.map(([role]) => role).sort()).toEqual(['interpreter', 'referrer', 'specialist']);
});

it('lets only practitioners admit, remove and end', () => {
  for (const permission of ['admit', 'removePeer', 'endRoom'] as const) {
    const allowed = Object.entries(PERMISSIONS_OF).filter(([, all]) => all.includes(permission));
    expect(allowed.map(([role]) => role).sort()).toEqual(['referrer', 'specialist']);
  }
});

it('keeps an observer silent and unseen', () => {
  expect(PERMISSIONS_OF.observer).toEqual(['consume']);
});
