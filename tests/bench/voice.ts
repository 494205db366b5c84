/** RFC 6464: 0 is the loudest, 127 is digital silence; kal16 speaks at about 20. */
const VOICED_LEVEL = 50;
const OPUS_PAYLOAD_TYPES = new Set([100, 109, 111]);

/**
 * When a speaker's voice ended, read from the packets on their way to the server: SRTP leaves the
 * header in the clear, and browsers write the loudness of each packet into it.
 */
export class VoiceEnds {
  /** Arrival of the last voiced packet before each silence, in milliseconds since the epoch. */
  readonly ends: number[] = [];
  readonly #extensionId: number;
  readonly #silenceMs: number;
  #lastVoicedAt: number | undefined;

  /**
   * @param extensionId the id of ssrc-audio-level in the speaker's session
   * @param silenceMs how long it must be quiet for a sentence to be over
   */
  constructor(extensionId: number, silenceMs: number) {
    this.#extensionId = extensionId;
    this.#silenceMs = silenceMs;
  }

  see(packet: Buffer, now = Date.now()): void {
    const level = audioLevelOf(packet, this.#extensionId);
    if (level === undefined) return;
    const last = this.#lastVoicedAt;
    if (last !== undefined && now - last >= this.#silenceMs) {
      this.ends.push(last);
      this.#lastVoicedAt = undefined;
    }
    if (level < VOICED_LEVEL) this.#lastVoicedAt = now;
  }
}

/** The loudness in an Opus packet's header (RFC 8285, one-byte form), if it has one. */
function audioLevelOf(packet: Buffer, extensionId: number): number | undefined {
  if (packet.length < 20 || packet[0] === undefined || packet[0] >> 6 !== 2) return undefined;
  if (!OPUS_PAYLOAD_TYPES.has((packet[1] ?? 0) & 0x7f)) return undefined;
  if ((packet[0] & 0x10) === 0) return undefined;
  const start = 12 + (packet[0] & 0x0f) * 4;
  if (packet.readUInt16BE(start) !== 0xbede) return undefined;
  const end = start + 4 + packet.readUInt16BE(start + 2) * 4;
  for (let at = start + 4; at < end; ) {
    const head = packet[at] ?? 0;
    if (head === 0) {
      at += 1;
      continue;
    }
    if (head >> 4 === extensionId) return (packet[at + 1] ?? 127) & 0x7f;
    at += 2 + (head & 0x0f);
  }
  return undefined;
}
