/** What the translator says to its child process, and what that answers. */
export type ToChild =
  | { type: 'load'; folder: string; threads: number }
  | { type: 'translate'; id: number; text: string; from: string; to: string };

export type FromChild =
  | { type: 'ready' }
  | { type: 'translated'; id: number; text: string }
  | { type: 'failed'; id: number; reason: 'cut' | 'garbage' };
