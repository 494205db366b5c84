import type { Language } from '@silkconsult/protocol';
import type { OfflineModelConfig, OnlineModelConfig } from 'sherpa-onnx-node';

type Files = Record<string, string>;

/** How sherpa-onnx is told of one architecture of models. */
interface Family<Config> {
  /** The parts that are files of their own: `encoder` is the .onnx file with that word in its name. */
  parts: readonly string[];
  config(files: Files, language: string): Partial<Config>;
}

interface OfflineFamilyOf extends Family<OfflineModelConfig> {
  /** Whether the model is loaded for one language, or finds out by itself what is spoken. */
  toldLanguage: boolean;
}

interface OnlineFamilyOf extends Family<OnlineModelConfig> {
  /**
   * Silence after the last word, in seconds. A model takes sound in chunks only, so the end of a
   * segment is heard when enough has come after it: the longest chunk that the family is published
   * with, and a little more.
   */
  tail: number;
}

const ONE_FILE = ['model'];

/** sherpa-onnx's names of the architectures that take one file and nothing else. */
const oneFile = (name: keyof OfflineModelConfig): OfflineFamilyOf => ({
  parts: ONE_FILE,
  toldLanguage: false,
  config: ({ model }) => ({ [name]: { model } }),
});

/** The families of models that recognise whole segments. */
export const OFFLINE_FAMILIES = {
  zipformerCtc: oneFile('zipformerCtc'),
  wenetCtc: oneFile('wenetCtc'),
  nemoCtc: oneFile('nemoCtc'),
  dolphin: oneFile('dolphin'),
  omnilingual: oneFile('omnilingual'),
  paraformer: oneFile('paraformer'),
  senseVoice: {
    parts: ONE_FILE,
    toldLanguage: true,
    config: ({ model }, language) => ({
      senseVoice: { model, language, useInverseTextNormalization: 1 },
    }),
  },
  whisper: {
    parts: ['encoder', 'decoder'],
    toldLanguage: true,
    config: ({ encoder, decoder }, language) => ({
      whisper: { encoder, decoder, language, task: 'transcribe', tailPaddings: -1 },
    }),
  },
  transducer: {
    parts: ['encoder', 'decoder', 'joiner'],
    toldLanguage: false,
    config: ({ encoder, decoder, joiner }) => ({ transducer: { encoder, decoder, joiner } }),
  },
  fireRedAsr: {
    parts: ['encoder', 'decoder'],
    toldLanguage: false,
    config: ({ encoder, decoder }) => ({ fireRedAsr: { encoder, decoder } }),
  },
} satisfies Record<string, OfflineFamilyOf>;

/** The families of models that recognise while somebody speaks. */
export const ONLINE_FAMILIES = {
  transducer: {
    parts: ['encoder', 'decoder', 'joiner'],
    tail: 0.7,
    config: ({ encoder, decoder, joiner }) => ({ transducer: { encoder, decoder, joiner } }),
  },
  paraformer: {
    parts: ['encoder', 'decoder'],
    tail: 0.7,
    config: ({ encoder, decoder }) => ({ paraformer: { encoder, decoder } }),
  },
  zipformer2Ctc: {
    parts: ONE_FILE,
    tail: 0.7,
    config: ({ model }) => ({ zipformer2Ctc: { model } }),
  },
  nemoCtc: {
    parts: ONE_FILE,
    tail: 1.2,
    config: ({ model }) => ({ nemoCtc: { model } }),
  },
  toneCtc: {
    parts: ONE_FILE,
    tail: 0.7,
    config: ({ model }) => ({ toneCtc: { model } }),
  },
} satisfies Record<string, OnlineFamilyOf>;

export type OnlineFamily = keyof typeof ONLINE_FAMILIES;
export const ONLINE_FAMILY_NAMES = Object.keys(ONLINE_FAMILIES) as OnlineFamily[];

export type OfflineFamily = keyof typeof OFFLINE_FAMILIES;
export const OFFLINE_FAMILY_NAMES = Object.keys(OFFLINE_FAMILIES) as OfflineFamily[];

/** The code by which models know our language. */
export function modelLanguage(language: Language): string {
  return language === 'zh-CN' ? 'zh' : language;
}
