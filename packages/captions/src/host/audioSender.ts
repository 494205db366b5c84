import type { TappedPacket } from './messages.ts';

const BATCH_MS = 10;
/** Batches that may be under way: about half a second. Beyond it the host does not keep up. */
const MAX_UNDER_WAY = 48;

/**
 * Hands audio to the host in batches, and drops it rather than let memory grow while the host does
 * not read. A drop shows in the host as lost sequence numbers.
 */
export class AudioSender {
  readonly #send: (packets: TappedPacket[], sent: () => void) => void;
  #batch: TappedPacket[] = [];
  #timer: NodeJS.Timeout | undefined;
  #underWay = 0;
  /** Packets that were dropped since the start. */
  dropped = 0;

  constructor(send: (packets: TappedPacket[], sent: () => void) => void) {
    this.#send = send;
  }

  push(packet: TappedPacket): void {
    if (this.#underWay >= MAX_UNDER_WAY) {
      this.dropped++;
      return;
    }
    this.#batch.push(packet);
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS).unref();
  }

  /** A new host has taken over: what was under way to the old one is gone. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#batch = [];
    this.#underWay = 0;
  }

  #flush(): void {
    this.#timer = undefined;
    const packets = this.#batch;
    this.#batch = [];
    this.#underWay++;
    this.#send(packets, () => {
      this.#underWay = Math.max(0, this.#underWay - 1);
    });
  }
}
