import { describe, expect, it } from '@jest/globals';
import { rtpPacket } from '../testing/rtp.ts';
import { parseRtp, unwrap } from './rtp.ts';

const packet = rtpPacket({ sequence: 7, timestamp: 960, ssrc: 5, payload: Buffer.from([1, 2, 3]) });

describe('an RTP packet', () => {
  it('gives its numbers and its payload', () => {
    expect(parseRtp(packet, 1234)).toEqual({
      ...{ ssrc: 5, sequence: 7, timestamp: 960, arrivedMs: 1234 },
      payload: Buffer.from([1, 2, 3]),
    });
  });

  it('is read behind contributing sources, a header extension and before padding', () => {
    const payload = Buffer.from([9, 8]);
    const csrc = Buffer.alloc(4);
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 1, 2, 3, 4]);
    const full = Buffer.concat([
      packet.subarray(0, 12),
      csrc,
      extension,
      payload,
      Buffer.from([0, 2]),
    ]);
    full[0] = 0x80 | 0x20 | 0x10 | 1;
    expect(parseRtp(full, 0)?.payload).toEqual(payload);
  });

  it('of padding alone, or cut short anywhere, or of another version, is none', () => {
    const padding = Buffer.from(packet);
    padding[0] = 0xa0;
    padding[14] = 3;
    expect(parseRtp(padding, 0)).toBeUndefined();
    for (let length = 0; length <= 12; length++) {
      expect(parseRtp(packet.subarray(0, length), 0)).toBeUndefined();
    }
    expect(parseRtp(Buffer.alloc(40), 0)).toBeUndefined();
  });
});

it('counters go on across their end, in both directions', () => {
  expect(unwrap(65_535, 2, 16)).toBe(65_538);
  expect(unwrap(65_538, 65_534, 16)).toBe(65_534);
  expect(unwrap(2 ** 32 - 10, 950, 32)).toBe(2 ** 32 + 950);
});
