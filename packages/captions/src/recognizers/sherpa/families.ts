import type { Language } from '@silkconsult/protocol';
import type { OfflineModelConfig } from 'sherpa-onnx-node';

type Files = Record<string, string>;

/** How sherpa-onnx is told of one architecture of models. */
interface Family {
  /** The parts that are files of their own: `encoder` is the .onnx file with that word in its name. */
  parts: readonly string[];
  /** Whether the model is loaded for one language, or finds out by itself what is spoken. */
  toldLanguage: boolean;
  config(files: Files, language: string): Partial<OfflineModelConfig>;
}

const ONE_FILE = ['model'];

/** sherpa-onnx's names of the architectures that take one file and nothing else. */
const oneFile = (name: keyof OfflineModelConfig): Family => ({
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
} satisfies Record<string, Family>;

export type OfflineFamily = keyof typeof OFFLINE_FAMILIES;
export const OFFLINE_FAMILY_NAMES = Object.keys(OFFLINE_FAMILIES) as OfflineFamily[];

/** The code by which models know our language. */
export function modelLanguage(language: Language): string {
  return language === 'zh-CN' ? 'zh' : language;
}
