import { selfTestSpeech, selfTestVoiceDetector } from '../audio/vad.ts';
import { PocketsphinxRecognizer } from '../recognizers/pocketsphinx.ts';
import type { Recognizer } from '../recognizers/recognizer.ts';
import { findSphinxModel } from '../recognizers/sphinxModel.ts';
import type { HostOptions } from './messages.ts';

export interface Engines {
  recognizers: readonly Recognizer[];
  /** Why there is no speech, in words for the log; undefined when there is. */
  missing?: string;
}

/**
 * The speech engines that work here. Never rejects: without one, lines can still be typed.
 *
 * @param expected English sentences that are likely, as lower-case words.
 */
export async function openEngines(
  options: HostOptions,
  expected: readonly (readonly string[])[],
): Promise<Engines> {
  if (!options.speech) return { recognizers: [], missing: 'switched off after repeated failures' };
  if (!selfTestVoiceDetector()) {
    return { recognizers: [], missing: 'the voice detector did not hear its test speech' };
  }
  const model = findSphinxModel(options.modelsDir);
  if (!model) {
    return {
      recognizers: [],
      missing: 'the English model (Debian: pocketsphinx-en-us) is not there',
    };
  }
  try {
    const warmUp = selfTestSpeech();
    return { recognizers: [await PocketsphinxRecognizer.create({ model, warmUp, expected })] };
  } catch {
    return { recognizers: [], missing: 'pocketsphinx (Debian: libpocketsphinx3) does not load' };
  }
}
