import { z } from 'zod';
import { idSchema, instantSchema } from '../primitives.ts';

const count = z.number().finite().min(0).max(1_000_000);

/** How a camera or a microphone fared. */
const deviceSchema = z.enum(['ok', 'denied', 'missing', 'busy', 'insecure', 'failed']);

/** What 20 seconds of the own sound and picture, sent to the server and back, were like. */
export const pathMeasurementSchema = z.object({
  seconds: count,
  sentKbps: count,
  receivedKbps: count,
  /** Of the packets that were sent, how many did not come back, both ways together. */
  lossPercent: z.number().min(0).max(100),
  roundTripMs: count,
  jitterMs: count,
  /** The picture as it came back; absent without a camera. */
  picture: z.object({ width: count, height: count, framesPerSecond: count }).optional(),
  protocol: z.enum(['udp', 'tcp']),
  /** By way of a TURN server. */
  relayed: z.boolean(),
});
export type PathMeasurement = z.infer<typeof pathMeasurementSchema>;

export const measurementSchema = z.object({
  camera: deviceSchema,
  microphone: deviceSchema.or(z.literal('silent')),
  /** What the person said about the test sound. */
  speaker: z.enum(['heard', 'not-heard', 'untested']),
  /** Absent when no sound or picture came back at all. */
  path: pathMeasurementSchema.optional(),
});
export type Measurement = z.infer<typeof measurementSchema>;

export const VERDICTS = ['good', 'usable', 'unusable'] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** Why a rehearsal is not good; each has a sentence that says what to do. */
export const FINDINGS = [
  'no-path',
  'no-microphone',
  'microphone-silent',
  'no-camera',
  'speaker-silent',
  'speaker-untested',
  'loss',
  'delay',
  'jitter',
  'slow',
  'small-picture',
  'tcp',
] as const;
export const findingSchema = z.enum(FINDINGS);
export type Finding = z.infer<typeof findingSchema>;

export const rehearsalSchema = z.object({
  id: idSchema,
  organizationId: idSchema,
  organizationName: z.string(),
  at: instantSchema,
  verdict: verdictSchema,
  findings: z.array(findingSchema),
  measurement: measurementSchema,
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;
