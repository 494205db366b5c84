import { expect, it } from '@jest/globals';
import { Readiness } from './readiness.ts';

it('keeps video back until the handshake is over, then sends it once', () => {
  const readiness = new Readiness();
  const resumed: string[] = [];
  readiness.whenReady('camera', () => resumed.push('camera'));
  expect(resumed).toEqual([]);
  readiness.ready();
  readiness.ready();
  expect(resumed).toEqual(['camera']);
  readiness.whenReady('screen', () => resumed.push('screen'));
  expect(resumed).toEqual(['camera', 'screen']);
});

it('does not resume what was paused again meanwhile', () => {
  const readiness = new Readiness();
  const resumed: string[] = [];
  readiness.whenReady('camera', () => resumed.push('camera'));
  readiness.cancel('camera');
  readiness.ready();
  expect(resumed).toEqual([]);
});
