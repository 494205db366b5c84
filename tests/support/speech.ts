import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PCM_RATE, resampleTo48k, toWav } from './pcm.ts';

const run = promisify(execFile);

/** Below this a sample counts as silence at the edges of a spoken sentence. */
const SILENCE = 200;

export interface SpokenSentence {
  text: string;
  /** Where in the recording its first and last audible samples are, in milliseconds. */
  startMs: number;
  endMs: number;
}

export interface Recording {
  wav: Buffer;
  durationMs: number;
  sentences: SpokenSentence[];
}

/**
 * Has flite's voice kal16 speak sentences into one 48 kHz recording, each followed by a pause.
 * Of the voices at hand this one is understood best (1.3 % word errors after Opus).
 */
export async function speak(
  texts: readonly string[],
  { pauseMs = 1_500, leadMs = 500 } = {},
): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), 'silkconsult-speech-'));
  try {
    const parts = [silence(leadMs)];
    const sentences: SpokenSentence[] = [];
    let samples = parts[0]?.length ?? 0;
    for (const [index, text] of texts.entries()) {
      const file = join(folder, `${index}.wav`);
      await run('flite', ['-voice', 'kal16', '-t', text, '-o', file]);
      const voice = trim(resampleTo48k(readFileSync(file)));
      sentences.push({ text, startMs: toMs(samples), endMs: toMs(samples + voice.length) });
      parts.push(voice, silence(pauseMs));
      samples += voice.length + silence(pauseMs).length;
    }
    return { wav: toWav(parts), durationMs: toMs(samples), sentences };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a recording where a browser can play it as its microphone. */
export function keepRecording(recording: Recording, folder: string, name: string): string {
  const path = join(folder, `${name}.wav`);
  writeFileSync(path, recording.wav);
  return path;
}

const toMs = (samples: number) => (samples / PCM_RATE) * 1000;

function silence(ms: number): Int16Array {
  return new Int16Array(Math.round((ms / 1000) * PCM_RATE));
}

function trim(pcm: Int16Array): Int16Array {
  const audible = (sample: number) => Math.abs(sample) > SILENCE;
  const first = pcm.findIndex(audible);
  const last = pcm.findLastIndex(audible);
  return pcm.subarray(Math.max(0, first), last + 1);
}
