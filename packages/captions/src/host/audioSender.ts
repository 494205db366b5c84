import type { TappedPacket } from './messages.ts';

const BATCH_MS = 10;
/** What may be under way: seconds of sound of a full server. More means that the host is stuck. */
const MAX_BYTES = 1_000_000;
/** What a packet costs on top of its bytes. */
const OVERHEAD_BYTES = 100;

/**
 * Hands audio to the host in batches, and drops it rather than let memory grow while the host does
 * not read. A drop shows in the host as lost sequence numbers.
 */
export class AudioSender {
  readonly #send: (packets: TappedPacket[], sent: () => void) => void;
  #batch: TappedPacket[] = [];
  #timer: NodeJS.Timeout | undefined;
  #bytes = 0;
  #batchBytes = 0;
  #generation = 0;
  /** Packets that were dropped since the start. */
  dropped = 0;

  constructor(send: (packets: TappedPacket[], sent: () => void) => void) {
    this.#send = send;
  }

  push(packet: TappedPacket): void {
    const bytes = packet.packet.length + OVERHEAD_BYTES;
    if (this.#bytes + bytes > MAX_BYTES) {
      this.dropped++;
      return;
    }
    this.#bytes += bytes;
    this.#batchBytes += bytes;
    this.#batch.push(packet);
    this.#timer ??= setTimeout(() => this.#flush(), BATCH_MS).unref();
  }

  /** A new host has taken over: what was under way to the old one is gone. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#batch = [];
    this.#batchBytes = 0;
    this.#bytes = 0;
    this.#generation++;
  }

  #flush(): void {
    this.#timer = undefined;
    const packets = this.#batch;
    const bytes = this.#batchBytes;
    const generation = this.#generation;
    this.#batch = [];
    this.#batchBytes = 0;
    this.#send(packets, () => {
      if (generation === this.#generation) this.#bytes -= bytes;
    });
  }
}
