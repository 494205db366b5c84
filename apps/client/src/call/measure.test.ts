import { describe, expect, it } from '@jest/globals';
import { measure, type PathStats, type Stat } from './measure.ts';

const stat = (
  id: string,
  type: string,
  seconds: number,
  fields: Record<string, unknown>,
): Stat => ({
  id,
  type,
  timestamp: 1_000_000 + seconds * 1000,
  ...fields,
});

/** Counters after so many seconds of 800 kbit/s there and 780 back. */
function counted(seconds: number, change: { lost?: number; lostUp?: number } = {}): PathStats {
  return {
    sent: [
      stat('T', 'transport', seconds, { selectedCandidatePairId: 'P2' }),
      stat('P1', 'candidate-pair', seconds, { nominated: true, currentRoundTripTime: 9 }),
      stat('P2', 'candidate-pair', seconds, { localCandidateId: 'L', currentRoundTripTime: 0.09 }),
      stat('L', 'local-candidate', seconds, { protocol: 'udp', candidateType: 'host' }),
      stat('O1', 'outbound-rtp', seconds, {
        bytesSent: 90_000 * seconds,
        packetsSent: 90 * seconds,
      }),
      stat('O2', 'outbound-rtp', seconds, {
        bytesSent: 10_000 * seconds,
        packetsSent: 10 * seconds,
      }),
      stat('R', 'remote-inbound-rtp', seconds, { packetsLost: change.lostUp ?? 0 }),
    ],
    received: [
      stat('A', 'inbound-rtp', seconds, {
        kind: 'audio',
        bytesReceived: 4000 * seconds,
        jitter: 0.004,
      }),
      stat('V', 'inbound-rtp', seconds, {
        kind: 'video',
        bytesReceived: 93_500 * seconds,
        packetsReceived: 90 * seconds,
        packetsLost: change.lost ?? 0,
        jitter: 0.012,
        frameWidth: 1280,
        frameHeight: 720,
        framesPerSecond: 24,
      }),
    ],
  };
}

describe('a path measured between two moments', () => {
  it('has rates, round trip, jitter, picture and the way that the packets really took', () => {
    expect(measure(counted(3), counted(23))).toEqual({
      seconds: 20,
      sentKbps: 800,
      receivedKbps: 780,
      lossPercent: 0,
      roundTripMs: 90,
      jitterMs: 4,
      picture: { width: 1280, height: 720, framesPerSecond: 24 },
      protocol: 'udp',
      relayed: false,
    });
  });

  it('counts loss both ways together', () => {
    // 200 of 2,000 are lost on the way there, 200 of 2,000 on the way back: 19 % do not return.
    const path = measure(counted(3), counted(23, { lostUp: 200, lost: 200 }));
    expect(path?.lossPercent).toBe(19);
  });

  it('is none when nothing came back', () => {
    const nothing = { sent: counted(23).sent, received: [] };
    expect(measure({ sent: [], received: [] }, nothing)).toBeUndefined();
    expect(measure(counted(23), counted(23))).toBeUndefined();
  });

  it.each([
    [{ protocol: 'tcp', candidateType: 'host' }, 'tcp', false],
    [{ protocol: 'udp', candidateType: 'relay', relayProtocol: 'tls' }, 'tcp', true],
    [{ protocol: 'udp', candidateType: 'relay', relayProtocol: 'udp' }, 'udp', true],
  ])('knows a way by %j', (candidate, protocol, relayed) => {
    const after = counted(23);
    const sent = after.sent.map((one) => (one.id === 'L' ? { ...one, ...candidate } : one));
    expect(measure(counted(3), { ...after, sent })).toMatchObject({ protocol, relayed });
  });
});
