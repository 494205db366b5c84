import type { RtpPacket } from './rtp.ts';
import { unwrap } from './rtp.ts';

/** A sequence jump beyond this is another stream, not loss (RFC 3550 A.1: MAX_DROPOUT). */
const MAX_DROPOUT = 3000;

/**
 * Puts the packets of one stream in order.
 *
 * A packet in order passes at once. Only behind a gap packets wait, for at most `windowMs`: long
 * enough for a retransmission (one round trip), after which the gap is taken as lost.
 */
export class ReorderBuffer {
  readonly #windowMs: number;
  readonly #waiting = new Map<number, RtpPacket>();
  #ssrc: number | undefined;
  /** The next sequence number to pass on, unwrapped. */
  #next = 0;
  /** A packet out of all order: a second one that follows it means that the stream began anew. */
  #stray: RtpPacket | undefined;
  /** Packets that came twice or after their gap had been given up. */
  discarded = 0;

  constructor(windowMs = 200) {
    this.#windowMs = windowMs;
  }

  /** Takes a packet in and returns, in order, all that can pass; `sequence` is unwrapped. */
  push(packet: RtpPacket): RtpPacket[] {
    const sequence = unwrap(this.#next, packet.sequence, 16);
    const foreign = packet.ssrc !== this.#ssrc || Math.abs(sequence - this.#next) > MAX_DROPOUT;
    if (foreign && !this.#beginsAnew(packet)) return [];
    if (foreign) return this.#restart(packet);
    if (sequence < this.#next || this.#waiting.has(sequence)) {
      this.discarded++;
      return [];
    }
    this.#waiting.set(sequence, { ...packet, sequence });
    return this.pull(packet.arrivedMs);
  }

  /** What can pass by now: call it from time to time, as a gap's wait ends without a packet too. */
  pull(nowMs: number): RtpPacket[] {
    const passed: RtpPacket[] = [];
    while (this.#waiting.size > 0) {
      const next = this.#waiting.get(this.#next);
      if (next) {
        this.#waiting.delete(this.#next);
        this.#next++;
        passed.push(next);
        continue;
      }
      const waitedMs = nowMs - Math.min(...[...this.#waiting.values()].map((p) => p.arrivedMs));
      if (waitedMs < this.#windowMs) break;
      this.#next = Math.min(...this.#waiting.keys());
    }
    return passed;
  }

  /** The first packet of all begins a stream; later a jump must be confirmed by a second packet. */
  #beginsAnew(packet: RtpPacket): boolean {
    const stray = this.#stray;
    this.#stray = packet;
    if (this.#ssrc === undefined) return true;
    return stray?.ssrc === packet.ssrc && ((stray.sequence + 1) & 0xffff) === packet.sequence;
  }

  #restart(packet: RtpPacket): RtpPacket[] {
    this.#waiting.clear();
    this.#stray = undefined;
    this.#ssrc = packet.ssrc;
    // Far from every number used before, so that the next stage sees a break and not a small gap.
    const sequence =
      this.#next === 0
        ? packet.sequence
        : (Math.floor(this.#next / 65_536) + 2) * 65_536 + packet.sequence;
    this.#next = sequence + 1;
    return [{ ...packet, sequence }];
  }
}
