import type { Language } from '@silkconsult/protocol';
import type { Hypothesis, Recognizer } from '../recognizers/recognizer.ts';

const PIECE = 1600;

/**
 * The samples of a WAV file as the engines take them.
 *
 * @throws Error with a sentence when it is another kind of file.
 */
export function samplesOf(file: Buffer): Float32Array {
  const WANTED = 'a WAV file of 16 kHz, mono, 16 bits is needed';
  if (file.toString('latin1', 8, 12) !== 'WAVE') throw new Error(WANTED);
  let fits = false;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    const kind = file.toString('latin1', at, at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (kind === 'fmt ' && body.length >= 16) {
      const [format, channels, bits] = [0, 2, 14].map((offset) => body.readUInt16LE(offset));
      fits = format === 1 && channels === 1 && bits === 16 && body.readUInt32LE(4) === 16_000;
    }
    if (kind === 'data' && fits) {
      return Float32Array.from(
        { length: body.length >> 1 },
        (_, i) => body.readInt16LE(i * 2) / 32_768,
      );
    }
    at += 8 + size + (size & 1);
  }
  throw new Error(WANTED);
}

/** Lets an engine hear a file as one segment. */
export async function hearFile(
  recognizer: Recognizer,
  language: Language,
  samples: Float32Array,
): Promise<Hypothesis | undefined> {
  const stream = recognizer.open({
    language,
    hotwords: () => [],
    signal: new AbortController().signal,
  });
  let final: Hypothesis | undefined;
  stream.on('hypothesis', (hypothesis) => {
    if (hypothesis.final) final = hypothesis;
  });
  for (let at = 0; at < samples.length; at += PIECE) {
    const chunk = { streamId: 'file', t0Ms: at / 16, lostMs: 0 };
    stream.push({ ...chunk, pcm: samples.slice(at, at + PIECE) });
  }
  stream.endSegment();
  await stream.close();
  return final;
}
