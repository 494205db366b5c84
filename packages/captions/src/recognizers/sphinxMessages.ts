import type { SphinxModel } from './sphinxModel.ts';

/** What a decoder's thread is started with. */
export interface SphinxWorkerData {
  model: SphinxModel;
  /** 16 kHz speech that warms the caches and the cepstral mean, so that the first words are as good
   * as the later ones. */
  warmUp: Int16Array;
  domain?: { arpa: string; weight: number };
}

export type ToDecoder =
  | { type: 'begin'; job: number }
  /** `partialEverySeconds`: no partial sooner after the last one; infinite for none. */
  | { type: 'audio'; job: number; pcm: Int16Array; partialEverySeconds: number }
  | { type: 'end'; job: number };

export type FromDecoder =
  | { type: 'loaded' }
  | { type: 'progress'; job: number; samples: number }
  /** The time that a whole segment took, and how much sound it was. */
  | { type: 'worked'; soundSeconds: number; busySeconds: number }
  | { type: 'partial'; job: number; text: string; stableChars: number }
  | { type: 'final'; job: number; text: string };
