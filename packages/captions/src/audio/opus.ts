import { OpusDecoder } from 'opus-decoder';

/** Opus packets of one stream → 16 kHz mono. */
export interface SpeechDecoder {
  /** The samples of a packet; empty when it is not Opus. Never throws. */
  decode(payload: Uint8Array): Float32Array;
  /** What libopus guesses for `ms` of a lost packet, from what it heard before. */
  conceal(ms: number): Float32Array;
  free(): void;
}

const EMPTY = new Uint8Array(0);

/** Compiles the WebAssembly of a decoder (about 2 ms, 1 MB each). */
export async function createSpeechDecoder(): Promise<SpeechDecoder> {
  const decoder = new OpusDecoder({ sampleRate: 16_000, channels: 1 });
  await decoder.ready;
  const decode = (payload: Uint8Array): Float32Array => {
    try {
      // A packet larger than any Opus packet makes the library throw; a corrupt one is reported.
      return decoder.decodeFrame(payload).channelData[0] ?? new Float32Array(0);
    } catch {
      return new Float32Array(0);
    }
  };
  return {
    decode,
    // libopus conceals when it is given no bytes; this build then always makes 120 ms.
    conceal: (ms) => decode(EMPTY).subarray(0, ms * 16),
    free: () => decoder.free(),
  };
}
