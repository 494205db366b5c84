import type {
  DtlsParameters,
  IceCandidate,
  IceParameters,
  RtpCapabilities,
  RtpParameters,
} from 'mediasoup-client/types';
import { z } from 'zod';

/**
 * mediasoup's own structures. Their shape is checked as far as an object goes; mediasoup itself
 * validates the rest, and what it refuses becomes `invalid_media_parameters`.
 */
const structure = <T>() =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

export const rtpCapabilitiesSchema = structure<RtpCapabilities>();
export const rtpParametersSchema = structure<RtpParameters>();
export const dtlsParametersSchema = structure<DtlsParameters>();
export const iceParametersSchema = structure<IceParameters>();

export const transportOptionsSchema = z
  .object({
    id: z.string(),
    iceParameters: iceParametersSchema,
    iceCandidates: z.custom<IceCandidate[]>(Array.isArray),
    dtlsParameters: dtlsParametersSchema,
  })
  .meta({ id: 'TransportOptions' });
export type TransportOptions = z.infer<typeof transportOptionsSchema>;
