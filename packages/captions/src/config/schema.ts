import { LANGUAGE_CODES, languageSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import { FUNASR_MODES } from '../recognizers/remote/funasr.ts';
import { OFFLINE_FAMILY_NAMES, ONLINE_FAMILY_NAMES } from '../recognizers/sherpa/families.ts';
import { MODELING_UNITS } from '../recognizers/sherpa/hotwordsFile.ts';

const sherpaSchema = z.strictObject({
  type: z.literal('sherpa'),
  family: z.enum(OFFLINE_FAMILY_NAMES),
  /** Where the model's files are; in the file, relative to it. */
  folder: z.string().min(1),
  /** Threads that one decode may take. */
  threads: z.int().min(1).max(16).default(1),
  /** How a transducer cuts words into tokens: with it, it is told which words to expect. */
  modelingUnit: z.enum(MODELING_UNITS).optional(),
});

const sherpaOnlineSchema = z.strictObject({
  ...sherpaSchema.shape,
  type: z.literal('sherpa-online'),
  family: z.enum(ONLINE_FAMILY_NAMES),
});

const url = (protocols: string, pattern: RegExp) =>
  z.url({ protocol: pattern, error: `must be a URL that starts with ${protocols}` });

const serverShape = {
  /** Says that a name, or a public address, is a machine of the hospital. */
  onPremises: z.boolean().default(false),
  /** A file that holds the key, if the server wants one. */
  keyFile: z.string().min(1).optional(),
  deadlineMs: z.int().min(500).max(30_000).default(8000),
};

const transcriptionsSchema = z.strictObject({
  type: z.literal('openai-transcriptions'),
  /** The part before `/v1/audio/transcriptions`. */
  url: url('http:// or https://', /^https?$/),
  ...serverShape,
  model: z.string().min(1),
  /** Requests that may be under way at a time. */
  parallel: z.int().min(1).max(64).default(4),
});

const liveServerShape = {
  url: url('ws:// or wss://', /^wss?$/),
  ...serverShape,
  /** Connections that may be open at a time: one for each person talking. */
  parallel: z.int().min(1).max(256).default(16),
};

const voskSchema = z.strictObject({ type: z.literal('vosk-ws'), ...liveServerShape });

const funasrSchema = z.strictObject({
  type: z.literal('funasr-ws'),
  ...liveServerShape,
  mode: z.enum(FUNASR_MODES).default('2pass'),
  /** Numbers as digits. */
  itn: z.boolean().default(true),
});

const engineSchema = z.discriminatedUnion('type', [
  sherpaSchema,
  sherpaOnlineSchema,
  transcriptionsSchema,
  voskSchema,
  funasrSchema,
]);

/** The file that says which engine hears which language. */
export const speechConfigSchema = z.strictObject({
  /** Name → engine. */
  engines: z
    .record(
      z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'takes small letters, digits and hyphens' }),
      engineSchema,
    )
    .default({}),
  /** Hosts outside the hospital that sound may be sent to, of speakers who let them. */
  remoteHosts: z.array(z.string().min(1).toLowerCase()).default([]),
  /** Language → name of its engine. */
  speech: z
    .partialRecord(languageSchema, z.string(), {
      error: `takes these languages: ${LANGUAGE_CODES.join(', ')}`,
    })
    .default({}),
});

export type SpeechConfig = z.output<typeof speechConfigSchema>;
export type EngineConfig = z.output<typeof engineSchema>;
