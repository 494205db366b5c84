import { toInt16 } from '../pcm.ts';

const RATE = 16_000;
const HEADER = 44;

/** A WAV file of 16 kHz, mono, 16 bits. */
export function wavFile(pcm: Float32Array): Buffer<ArrayBuffer> {
  const samples = toInt16(pcm);
  const file = Buffer.alloc(HEADER + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  for (const [i, sample] of samples.entries()) file.writeInt16LE(sample, HEADER + i * 2);
  return file;
}
