/** The rate of every recording that a browser plays as its microphone. */
export const PCM_RATE = 48_000;

const HALF_WIDTH = 16;
const HEADER_BYTES = 44;

/**
 * A mono 16-bit WAV of any rate that divides 48 kHz as samples at 48 kHz, by interpolation with
 * a windowed sinc.
 *
 * @throws Error when the file is something else
 */
export function resampleTo48k(wav: Buffer): Int16Array {
  const channels = wav.readUInt16LE(22);
  const rate = wav.readUInt32LE(24);
  const bits = wav.readUInt16LE(34);
  const factor = PCM_RATE / rate;
  if (channels !== 1 || bits !== 16 || !Number.isInteger(factor)) {
    throw new Error(`cannot resample ${channels} × ${bits} bit at ${rate} Hz`);
  }
  const length = Math.floor((wav.length - HEADER_BYTES) / 2);
  const source = Int16Array.from({ length }, (_, i) => wav.readInt16LE(HEADER_BYTES + i * 2));
  const kernels = Array.from({ length: factor }, (_, phase) => kernelAt(phase / factor));
  const result = new Int16Array(length * factor);
  for (let centre = 0; centre < length; centre++) {
    for (const [phase, kernel] of kernels.entries()) {
      let sum = 0;
      for (let tap = 0; tap < kernel.length; tap++) {
        sum += (source[centre + tap - HALF_WIDTH + 1] ?? 0) * (kernel[tap] ?? 0);
      }
      result[centre * factor + phase] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    }
  }
  return result;
}

/** The weights of the samples around a place that lies `fraction` of a sample behind one. */
function kernelAt(fraction: number): number[] {
  return Array.from({ length: 2 * HALF_WIDTH }, (_, tap) =>
    sinc(fraction - (tap - HALF_WIDTH + 1)),
  );
}

/** sin(πx)/πx under a Hann window. */
function sinc(x: number): number {
  if (x === 0) return 1;
  const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / HALF_WIDTH);
  return (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
}

/** Samples at 48 kHz as a mono 16-bit WAV file. */
export function toWav(parts: readonly Int16Array[]): Buffer {
  const bytes = parts.reduce((sum, part) => sum + part.length * 2, 0);
  const wav = Buffer.alloc(HEADER_BYTES + bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(PCM_RATE, 24);
  wav.writeUInt32LE(PCM_RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(bytes, 40);
  let offset = HEADER_BYTES;
  for (const part of parts) {
    for (const sample of part) offset = wav.writeInt16LE(sample, offset);
  }
  return wav;
}
