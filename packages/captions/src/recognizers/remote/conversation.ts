import type { Language } from '@silkconsult/protocol';

/** What a server has made of a segment so far. */
export interface Heard {
  text: string;
  /** 0 to 1. */
  confidence?: number;
  /** Nothing will change any more. */
  done: boolean;
}

/** One segment's talk with a server over a websocket: what is said and understood, without I/O. */
export interface Conversation {
  /** Sent before the sound. */
  readonly opening: string;
  /** Sent after it. */
  readonly closing: string;
  /**
   * @param sent pieces of sound that were sent until now, and whether the end was.
   * @throws when the message is not one of the protocol.
   */
  hear(message: unknown, sent: { pieces: number; ended: boolean }): Heard;
}

/** A protocol in which sound is sent as it is spoken: 16 kHz, mono, 16 bits, in binary messages. */
export interface LiveProtocol {
  /** How much sound a message holds. */
  readonly pieceMs: number;
  begin(options: { language: Language; hotwords: readonly string[] }): Conversation;
}
