import { LANGUAGE_CODES, languageSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import { OFFLINE_FAMILY_NAMES } from '../recognizers/sherpa/families.ts';

const sherpaSchema = z.strictObject({
  type: z.literal('sherpa'),
  family: z.enum(OFFLINE_FAMILY_NAMES),
  /** Where the model's files are; in the file, relative to it. */
  folder: z.string().min(1),
  /** Threads that one decode may take. */
  threads: z.int().min(1).max(16).default(1),
});

const engineSchema = z.discriminatedUnion('type', [sherpaSchema]);

/** The file that says which engine hears which language. */
export const speechConfigSchema = z.strictObject({
  /** Name → engine. */
  engines: z
    .record(
      z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'takes small letters, digits and hyphens' }),
      engineSchema,
    )
    .default({}),
  /** Language → name of its engine. */
  speech: z
    .partialRecord(languageSchema, z.string(), {
      error: `takes these languages: ${LANGUAGE_CODES.join(', ')}`,
    })
    .default({}),
});

export type SpeechConfig = z.output<typeof speechConfigSchema>;
