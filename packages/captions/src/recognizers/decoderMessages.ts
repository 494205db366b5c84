/** What is said between the pool of decoders and each of its threads. */

export type ToDecoder =
  | { type: 'begin'; job: number }
  /** `partialEverySeconds`: no partial sooner after the last one; infinite for none. */
  | { type: 'audio'; job: number; pcm: Int16Array; partialEverySeconds: number }
  | { type: 'end'; job: number };

export type FromDecoder =
  | { type: 'loaded' }
  /** How much of the sound of a job has been decoded. */
  | { type: 'progress'; job: number; samples: number }
  /** The time that a whole segment took, and how much sound it was. */
  | { type: 'worked'; soundSeconds: number; busySeconds: number }
  | { type: 'partial'; job: number; text: string }
  | { type: 'final'; job: number; text: string; confidence?: number };
