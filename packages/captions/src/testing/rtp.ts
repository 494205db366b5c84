import { setTimeout as wait } from 'node:timers/promises';
import { createOpusEncoder, FRAME_SAMPLES } from './opusEncoder.ts';

const FRAME_MS = 20;
const TICKS_PER_FRAME = 960;
const VOICED_RMS = 300;

/** A packet as a browser's microphone sends it. */
export interface SpokenPacket {
  packet: Buffer;
  /** When it is sent, milliseconds after the first. */
  atMs: number;
  /** Whether its 20 ms of sound carry voice; the last such packet is where latency is counted from. */
  voiced: boolean;
}

export interface RtpOptions {
  ssrc?: number;
  sequence?: number;
  timestamp?: number;
  bitrate?: number;
  /** Leave out the packets of silence, as Opus DTX does. */
  dtx?: boolean;
}

export function rtpPacket(header: {
  sequence: number;
  timestamp: number;
  ssrc: number;
  payload: Uint8Array;
}): Buffer {
  const packet = Buffer.alloc(12 + header.payload.length);
  packet[0] = 0x80;
  packet[1] = 111;
  packet.writeUInt16BE(header.sequence & 0xffff, 2);
  packet.writeUInt32BE(header.timestamp >>> 0, 4);
  packet.writeUInt32BE(header.ssrc >>> 0, 8);
  packet.set(header.payload, 12);
  return packet;
}

/** Speech as Opus in RTP. @param pcm 16 kHz mono. */
export function toRtp(pcm: Int16Array, options: RtpOptions = {}): SpokenPacket[] {
  const encoder = createOpusEncoder(options);
  const packets: SpokenPacket[] = [];
  let sequence = options.sequence ?? 1000;
  const firstTimestamp = options.timestamp ?? 0;
  for (let frame = 0; frame * FRAME_SAMPLES < pcm.length; frame++) {
    const samples = new Int16Array(FRAME_SAMPLES);
    samples.set(pcm.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES));
    const payload = encoder.encode(samples);
    if (options.dtx && payload.length <= 2) continue;
    const rms = Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / FRAME_SAMPLES);
    packets.push({
      packet: rtpPacket({
        sequence: sequence++,
        timestamp: firstTimestamp + frame * TICKS_PER_FRAME,
        ssrc: options.ssrc ?? 1,
        payload,
      }),
      atMs: frame * FRAME_MS,
      voiced: rms > VOICED_RMS,
    });
  }
  encoder.free();
  return packets;
}

/** The index of the last packet that carries voice; -1 when none does. */
export function lastVoiced(packets: readonly SpokenPacket[]): number {
  return packets.findLastIndex((packet) => packet.voiced);
}

/** Drops a share of packets by a seeded generator, so that a failing run can be repeated. */
export function withLoss(
  packets: readonly SpokenPacket[],
  share: number,
  seed: number,
): SpokenPacket[] {
  let state = seed >>> 0;
  return packets.filter(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 >= share;
  });
}

/**
 * Sends packets at the pace at which they were spoken.
 *
 * @returns the epoch milliseconds at which each packet was handed over.
 */
export async function playAtRealPace(
  packets: readonly SpokenPacket[],
  push: (packet: Buffer, index: number) => void,
  options: { signal?: AbortSignal } = {},
): Promise<number[]> {
  const start = performance.now();
  const sent: number[] = [];
  for (const [index, { packet, atMs }] of packets.entries()) {
    const early = start + atMs - performance.now();
    if (early > 1) await wait(early);
    if (options.signal?.aborted) break;
    sent.push(Date.now());
    push(packet, index);
  }
  return sent;
}
