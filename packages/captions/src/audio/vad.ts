import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { sherpa } from './sherpaLibrary.ts';

/** Silero v5 judges windows of this many samples (32 ms at 16 kHz). */
export const VAD_WINDOW = 512;

/** Says of each window of 16 kHz sound whether it belongs to speech. */
export interface VoiceDetector {
  accept(window: Float32Array): boolean;
  reset(): void;
}

const require = createRequire(import.meta.url);

/** Silero VAD v5 as npm's @ricky0123/vad-web ships it. */
function vadModelPath(): string {
  return join(dirname(require.resolve('@ricky0123/vad-web')), 'silero_vad_v5.onnx');
}

/**
 * @throws Error when the library does not load, or when the model's file is missing (about which
 * the library itself stays silent).
 */
export function createVoiceDetector(model = vadModelPath()): VoiceDetector {
  if (!existsSync(model)) throw new Error('the voice detector’s model is missing');
  const vad = new (sherpa().Vad)(
    {
      sileroVad: {
        model,
        threshold: 0.5,
        minSpeechDuration: 0.1,
        minSilenceDuration: 0.1,
        // The segmenter decides where to cut; the detector only says what is voice.
        maxSpeechDuration: 60,
        windowSize: VAD_WINDOW,
      },
      sampleRate: 16_000,
      numThreads: 1,
      debug: 0,
    },
    20,
  );
  return {
    accept: (window) => {
      vad.acceptWaveform(window);
      // It also collects whole segments, which nobody here reads.
      while (!vad.isEmpty()) vad.pop();
      return vad.isDetected();
    },
    reset: () => vad.reset(),
  };
}

/**
 * Whether the detector hears speech where there is some, and none in silence. A missing or foreign
 * model loads without an error and hears nothing: only a try tells.
 */
export function selfTestVoiceDetector(create: () => VoiceDetector = createVoiceDetector): boolean {
  try {
    const speech = selfTestSpeech();
    const detector = create();
    const hears = (sound: Float32Array) => {
      let heard = false;
      for (let at = 0; at + VAD_WINDOW <= sound.length; at += VAD_WINDOW) {
        heard = detector.accept(sound.subarray(at, at + VAD_WINDOW)) || heard;
      }
      return heard;
    };
    return !hears(new Float32Array(16_000)) && hears(speech);
  } catch {
    return false;
  }
}

/** "Hello doctor" by flite's kal16: 16 kHz mono, behind a WAV header of 44 bytes. */
export function selfTestSpeech(): Float32Array {
  const file = readFileSync(new URL('../../assets/self-test.wav', import.meta.url));
  const speech = new Float32Array((file.length - 44) >> 1);
  for (let i = 0; i < speech.length; i++) speech[i] = file.readInt16LE(44 + i * 2) / 32_768;
  return speech;
}
