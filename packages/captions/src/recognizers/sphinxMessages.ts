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
  | { type: 'audio'; job: number; pcm: Int16Array }
  | { type: 'end'; job: number };

export type FromDecoder =
  | { type: 'loaded' }
  | { type: 'progress'; job: number; samples: number }
  | { type: 'partial'; job: number; text: string; stableChars: number }
  | { type: 'final'; job: number; text: string };
