/** What the captions need of an RTP packet (RFC 3550); `arrivedMs` is on the epoch clock. */
export interface RtpPacket {
  ssrc: number;
  sequence: number;
  timestamp: number;
  payload: Uint8Array;
  arrivedMs: number;
}

const FIXED_HEADER = 12;

/** The packet, or undefined when these bytes are not one: nothing that arrives may throw. */
export function parseRtp(bytes: Buffer, arrivedMs: number): RtpPacket | undefined {
  const first = bytes[0];
  if (first === undefined || bytes.length < FIXED_HEADER || first >> 6 !== 2) return undefined;
  let start = FIXED_HEADER + (first & 0x0f) * 4;
  if (first & 0x10) {
    if (bytes.length < start + 4) return undefined;
    start += 4 + bytes.readUInt16BE(start + 2) * 4;
  }
  const padding = first & 0x20 ? (bytes.at(-1) ?? 0) : 0;
  const end = bytes.length - padding;
  // A payload of nothing carries no sound: some senders probe bandwidth with padding alone.
  if (start >= end) return undefined;
  return {
    ssrc: bytes.readUInt32BE(8),
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    payload: bytes.subarray(start, end),
    arrivedMs,
  };
}

/**
 * The counter that continues `previous` and ends in the same bits as `raw`, whichever way is nearer.
 *
 * @example unwrap(65_535, 2, 16) // 65_538
 */
export function unwrap(previous: number, raw: number, bits: 16 | 32): number {
  const span = 2 ** bits;
  const last = ((previous % span) + span) % span;
  let step = raw - last;
  if (step > span / 2) step -= span;
  else if (step < -span / 2) step += span;
  return previous + step;
}
