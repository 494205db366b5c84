import type { PcmChunk } from '../recognizers/recognizer.ts';
import type { SpeechDecoder } from './opus.ts';
import type { RtpPacket } from './rtp.ts';
import { unwrap } from './rtp.ts';

const TICKS_PER_MS = 48;
const SAMPLES_PER_MS = 16;
/** Longer guesses turn into a drone that a recogniser hears as words. */
const MAX_CONCEALED_MS = 60;
/** More silence than this ends a segment anyway; chunks carry their own time. */
const MAX_SILENCE_MS = 1000;
/** A jump of the timestamp beyond this is a new clock, not a pause. */
const MAX_PAUSE_MS = 60_000;
/** How fast the clock's estimate may follow a sender whose clock is slow: 5 ms a second. */
const DRIFT_PER_PACKET_MS = 0.1;

/**
 * Ordered RTP packets → an unbroken line of sound in true time.
 *
 * A jump of the timestamp under contiguous sequence numbers is silence (DTX); a missing sequence
 * number is loss, concealed up to 60 ms and silent after. Neither ever shortens time.
 */
export class Timeline {
  readonly #streamId: string;
  readonly #decoder: SpeechDecoder;
  #nextSequence: number | undefined;
  /** Where the sound so far ends, in unwrapped RTP ticks. */
  #end = 0;
  /** Epoch milliseconds of tick 0, by the packet that had the shortest way. */
  #epochOfZero = 0;

  constructor(streamId: string, decoder: SpeechDecoder) {
    this.#streamId = streamId;
    this.#decoder = decoder;
  }

  /** The sound up to and including this packet. Packets must come in order. */
  feed(packet: RtpPacket): PcmChunk[] {
    let start = unwrap(this.#end, packet.timestamp, 32);
    const pauseMs = (start - this.#end) / TICKS_PER_MS;
    const missing = packet.sequence - (this.#nextSequence ?? packet.sequence);
    const broken = this.#nextSequence === undefined || Math.abs(pauseMs) > MAX_PAUSE_MS;
    this.#nextSequence = packet.sequence + 1;
    if (broken) {
      start = packet.timestamp;
      this.#epochOfZero = Number.POSITIVE_INFINITY;
    }
    this.#epochOfZero = Math.min(
      this.#epochOfZero + DRIFT_PER_PACKET_MS,
      packet.arrivedMs - start / TICKS_PER_MS,
    );
    const filling = broken ? [] : this.#fill(pauseMs, missing);
    const pcm = this.#decoder.decode(packet.payload);
    this.#end = start + (pcm.length / SAMPLES_PER_MS) * TICKS_PER_MS;
    return [...filling, this.#chunk(pcm, start, 0)].filter((chunk) => chunk.pcm.length > 0);
  }

  #fill(pauseMs: number, missing: number): PcmChunk[] {
    const chunks: PcmChunk[] = [];
    if (pauseMs <= 0) return chunks;
    let restMs = pauseMs;
    let at = this.#end;
    if (missing > 0) {
      const concealed = this.#decoder.conceal(Math.min(restMs, MAX_CONCEALED_MS));
      chunks.push(this.#chunk(concealed, at, restMs));
      restMs -= concealed.length / SAMPLES_PER_MS;
      at += (concealed.length / SAMPLES_PER_MS) * TICKS_PER_MS;
    }
    const silentMs = Math.min(restMs, MAX_SILENCE_MS);
    chunks.push(this.#chunk(new Float32Array(Math.round(silentMs * SAMPLES_PER_MS)), at, 0));
    return chunks;
  }

  #chunk(pcm: Float32Array, tick: number, lostMs: number): PcmChunk {
    const t0Ms = Math.round(this.#epochOfZero + tick / TICKS_PER_MS);
    return { streamId: this.#streamId, t0Ms, pcm, lostMs };
  }
}
