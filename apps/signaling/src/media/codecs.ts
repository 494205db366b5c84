import type { Source } from '@silkconsult/protocol';
import type { MediaKind, RouterRtpCodecCapability } from 'mediasoup/types';

/**
 * What every router carries. Payload types are fixed, so that ROUTER_RTP_CAPABILITIES in
 * packages/protocol holds for every room and clients need not ask for it.
 */
export const ROUTER_CODECS: RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    preferredPayloadType: 100,
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, preferredPayloadType: 101 },
];

/** A source is one kind of media: a microphone that sends video is a mistake or an attack. */
export const KIND_OF_SOURCE: Record<Source, MediaKind> = {
  camera: 'video',
  microphone: 'audio',
  screen: 'video',
  'document-camera': 'video',
  interpretation: 'audio',
};
