import type { Source } from '@silkconsult/protocol';
import type {
  DtlsParameters,
  RtpCapabilities,
  RtpParameters,
  TransportOptions,
} from 'mediasoup-client/types';

/**
 * The messages of the reference: what the tutorials of mediasoup-client show, one request for one
 * thing. It stands for "the usual way" beside which our join is measured.
 */
export interface ReferenceRequests {
  getRouterRtpCapabilities: { data: Record<string, never>; answer: RtpCapabilities };
  createTransport: { data: Record<string, never>; answer: TransportOptions };
  connectTransport: {
    data: { transportId: string; dtlsParameters: DtlsParameters };
    answer: Record<string, never>;
  };
  join: { data: { rtpCapabilities: RtpCapabilities }; answer: { producerIds: string[] } };
  produce: {
    data: {
      transportId: string;
      source: Source;
      kind: 'audio' | 'video';
      rtpParameters: RtpParameters;
    };
    answer: { producerId: string };
  };
  consume: {
    data: { transportId: string; producerId: string };
    answer: {
      consumerId: string;
      producerId: string;
      kind: 'audio' | 'video';
      rtpParameters: RtpParameters;
    };
  };
  resume: { data: { consumerId: string }; answer: Record<string, never> };
}

export type ReferenceName = keyof ReferenceRequests;

export type Ask = <N extends ReferenceName>(
  name: N,
  data: ReferenceRequests[N]['data'],
) => Promise<ReferenceRequests[N]['answer']>;
