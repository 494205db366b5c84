import { describe, expect, it } from '@jest/globals';
import type { Measurement, PathMeasurement } from '@silkconsult/protocol';
import { judge } from './verdict.ts';

const PATH: PathMeasurement = {
  seconds: 20,
  sentKbps: 900,
  receivedKbps: 850,
  lossPercent: 0,
  roundTripMs: 90,
  jitterMs: 8,
  picture: { width: 1280, height: 720, framesPerSecond: 24 },
  protocol: 'udp',
  relayed: false,
};
const measured = (
  path: Partial<PathMeasurement> = {},
  change: Partial<Measurement> = {},
): Measurement => ({
  camera: 'ok',
  microphone: 'ok',
  speaker: 'heard',
  path: { ...PATH, ...path },
  ...change,
});

describe('a rehearsal', () => {
  it('in which everything works is good, and says nothing more', () => {
    expect(judge(measured())).toEqual({ verdict: 'good', findings: [] });
  });

  it.each([
    ['loss', { lossPercent: 2 }, { lossPercent: 2.1 }, { lossPercent: 10.1 }],
    ['delay', { roundTripMs: 300 }, { roundTripMs: 301 }, { roundTripMs: 801 }],
    ['jitter', { jitterMs: 50 }, { jitterMs: 51 }, { jitterMs: 201 }],
    ['slow', { receivedKbps: 300 }, { receivedKbps: 299 }, { receivedKbps: 49 }],
  ] as const)('is judged by %s in three steps', (finding, good, usable, unusable) => {
    expect(judge(measured(good)).verdict).toBe('good');
    expect(judge(measured(usable))).toEqual({ verdict: 'usable', findings: [finding] });
    expect(judge(measured(unusable))).toEqual({ verdict: 'unusable', findings: [finding] });
  });

  it('whose sound and picture never came back is of no use', () => {
    const { path: _, ...without } = measured();
    expect(judge(without)).toEqual({ verdict: 'unusable', findings: ['no-path'] });
  });

  it('without a camera is usable, and its low rate is no fault', () => {
    const audioOnly = measured({ receivedKbps: 30, picture: undefined }, { camera: 'missing' });
    expect(judge(audioOnly)).toEqual({ verdict: 'usable', findings: ['no-camera'] });
  });

  it.each([
    [{ microphone: 'denied' }, 'no-microphone'],
    [{ microphone: 'silent' }, 'microphone-silent'],
    [{ speaker: 'not-heard' }, 'speaker-silent'],
  ] as const)('in which nobody hears or is heard is of no use: %j', (change, finding) => {
    expect(judge(measured({}, change))).toEqual({ verdict: 'unusable', findings: [finding] });
  });

  it('names what stands in the way even where it goes by another way', () => {
    expect(judge(measured({ protocol: 'tcp' }, { speaker: 'untested' }))).toEqual({
      verdict: 'usable',
      findings: ['speaker-untested', 'tcp'],
    });
  });
});
