import { languageSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import { CHAT_TEMPLATE_NAMES } from './chatTemplates.ts';

const text = z.string().trim().min(1);
const languages = z
  .union([languageSchema, z.array(languageSchema).min(1)])
  .transform((one) => [one].flat());

const engineBase = {
  url: z.url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' }),
  /** A file with the key that the engine asks for. */
  keyFile: text.optional(),
  /** Says that a name, or a public address, is a machine of the hospital. */
  onPremises: z.boolean().default(false),
};

/** The file that says which engine translates which pair. */
export const planFileSchema = z.strictObject({
  engines: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'engines are named in small letters' }),
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('openai-chat'),
        ...engineBase,
        model: text,
        template: z.enum(CHAT_TEMPLATE_NAMES).default('plain'),
        /** Requests under way at a time: as many as the server decodes together. */
        parallel: z.int().min(1).max(256).default(8),
      }),
      z.strictObject({
        type: z.literal('libretranslate'),
        ...engineBase,
        codes: z.partialRecord(languageSchema, text).default({}),
      }),
      z.strictObject({
        type: z.literal('transformers'),
        /** Where the model's files are; in the file, relative to it. */
        folder: text,
        /** The model's own names for languages. */
        codes: z.partialRecord(languageSchema, text).default({}),
        threads: z.int().min(1).max(16).default(1),
      }),
    ]),
  ),
  routes: z
    .array(
      z.strictObject({
        from: languages,
        to: languages,
        engine: text,
        via: z.enum(['ru', 'en']).optional(),
      }),
    )
    .min(1),
  /** Hosts outside the hospital that lines may be sent to, of speakers who let them. */
  remoteHosts: z.array(text.toLowerCase()).default([]),
});
export type PlanFile = z.output<typeof planFileSchema>;
