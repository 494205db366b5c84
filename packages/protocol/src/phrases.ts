import { z } from 'zod';
import { languageSchema } from './languages.ts';

/** The days that a date names by itself. */
export const NAMED_DAYS = [
  ...['today', 'tomorrow'],
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
] as const;
export const AHEAD_UNITS = ['day', 'week', 'month'] as const;

/** Hundredths at the finest: what a sentence shows is never rounded. */
const amount = z
  .number()
  .min(0)
  .max(99_999)
  .refine((value) => Number(value.toFixed(2)) === value, 'at most two decimals');
const key = z.string().regex(/^[a-zA-Z]{1,40}$/);

/** What fills a slot of a phrasebook sentence, free of any language. */
export const slotValueSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('number'), value: amount }),
    z.object({ kind: z.literal('listed'), key }),
    z.object({ kind: z.literal('counted'), unit: key, count: amount }),
    z.object({ kind: z.literal('day'), day: z.enum(NAMED_DAYS) }),
    z.object({
      kind: z.literal('ahead'),
      unit: z.enum(AHEAD_UNITS),
      count: z.number().int().min(1).max(999),
    }),
    z.object({
      kind: z.literal('calendar'),
      month: z.number().int().min(1).max(12),
      day: z.number().int().min(1).max(31),
    }),
  ])
  .meta({ id: 'SlotValue' });
export type SlotValue = z.infer<typeof slotValueSchema>;

/** A sentence of the phrasebook and what its slots hold: the same in every language. */
export const phraseSchema = z
  .object({
    entryId: z.string().regex(/^[a-zA-Z]{1,40}\.[a-zA-Z]{1,60}$/),
    fillings: z
      .record(z.string().regex(/^[a-zA-Z]{1,40}\d?$/), slotValueSchema)
      .refine((fillings) => Object.keys(fillings).length <= 5, 'at most five slots'),
  })
  .meta({ id: 'Phrase' });
export type Phrase = z.infer<typeof phraseSchema>;

/** A sentence that a line may have been meant as, for its speaker alone to choose. */
export const phraseSuggestionSchema = phraseSchema
  .extend({ text: z.string(), language: languageSchema })
  .meta({ id: 'PhraseSuggestion' });
export type PhraseSuggestion = z.infer<typeof phraseSuggestionSchema>;

/** A sentence of the phrasebook as a site has changed it, in one language. */
export const changedPhraseSchema = z
  .object({
    entryId: phraseSchema.shape.entryId,
    text: z.string(),
    variants: z.array(z.string()),
    /** A native speaker has vouched for it. */
    reviewed: z.boolean(),
  })
  .meta({ id: 'ChangedPhrase' });
export type ChangedPhrase = z.infer<typeof changedPhraseSchema>;
