import type { StreamInfo, TappedPacket } from '../../../packages/captions/src/host/messages.ts';

export type ToCostHost =
  | { type: 'open'; streams: StreamInfo[] }
  | { type: 'rtp'; packets: TappedPacket[] }
  /** What came before was warming up. */
  | { type: 'begin' }
  | { type: 'end' };

export type FromCostHost =
  | { type: 'opened' }
  | {
      type: 'measured';
      processorMs: number;
      packets: number;
      /** How late each packet was taken, milliseconds. */
      lateMs: { p99: number; most: number };
      /** Segments that the voice detector found: none would mean that it heard nothing. */
      segments: number;
    };

export interface ToSender {
  streams: { port: number; ssrc: number }[];
  seconds: number;
}
export interface FromSender {
  sent: number;
}
