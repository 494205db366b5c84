import { AHEAD_UNITS, LANGUAGE_CODES, type Language, NAMED_DAYS } from '@silkconsult/protocol';
import { reviewStateSchema } from '@silkconsult/protocol/wordings';
import { z } from 'zod';

const text = z.string().trim().min(1);

/** One value for each of the eleven languages: a missing language is an error, never a blank. */
export const perLanguage = <T extends z.ZodType>(value: T) =>
  z.strictObject(
    Object.fromEntries(LANGUAGE_CODES.map((code) => [code, value])) as Record<Language, T>,
  );

export const somePerLanguage = <T extends z.ZodType>(value: T) =>
  z.partialRecord(z.enum(LANGUAGE_CODES), value);

export const dataHeader = {
  version: text,
  owner: text,
  review: perLanguage(reviewStateSchema),
};

const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-zA-Z]+\.[a-zA-Z]+$/),
  topic: text,
  text: perLanguage(text),
  /** Human-written equivalents; they are matched and never rendered. */
  variants: somePerLanguage(z.array(text).min(1)).default({}),
  /** Overrides the book's review state where one sentence is ahead of or behind its language. */
  review: somePerLanguage(reviewStateSchema).optional(),
});
export type PhraseEntry = z.infer<typeof entrySchema>;

export const phrasebookDataSchema = z.strictObject({
  ...dataHeader,
  entries: z.array(entrySchema).min(1),
});

/** A word that fills a slot: its plain form, the named grammatical forms sentences ask for, and other accepted spellings. */
const listValueSchema = z.union([
  text.transform((plain) => ({
    text: plain,
    forms: {} as Record<string, string>,
    aliases: [] as string[],
  })),
  z.strictObject({
    text,
    forms: z.record(text, text).default({}),
    aliases: z.array(text).default([]),
  }),
]);
export type ListValue = z.infer<typeof listValueSchema>;

const pluralForms = z.strictObject({
  zero: text.optional(),
  one: text.optional(),
  two: text.optional(),
  few: text.optional(),
  many: text.optional(),
  other: text,
});

const unitSchema = z.strictObject({
  plural: pluralForms,
  aliases: z.array(text).default([]),
  /** Whole words for a count with its unit, such as "twice" for two times. */
  words: z.record(text, z.number()).default({}),
});
export type Unit = z.infer<typeof unitSchema>;

/** Dates as a sentence says when something will be: "on Monday", "in 3 days", "on March 5". */
const datesSchema = z.strictObject({
  days: z.record(z.enum(NAMED_DAYS), listValueSchema),
  /** Wordings with {count}. */
  ahead: z.record(
    z.enum(AHEAD_UNITS),
    z.strictObject({ plural: pluralForms, aliases: z.array(text).default([]) }),
  ),
  months: z.array(text).length(12),
  /** Wordings with {month}, {day} and, where a language has them, {ending}. */
  calendar: z.strictObject({ text, aliases: z.array(text).default([]) }),
  /** What follows the number of each day, 1 to 31, by vowel harmony or otherwise. */
  endings: z.array(text).length(31).optional(),
});
export type DateWords = z.infer<typeof datesSchema>;

export const slotsDataSchema = z.strictObject({
  ...dataHeader,
  lists: z.record(text, z.record(text, perLanguage(listValueSchema))),
  counted: z.record(text, z.record(text, perLanguage(unitSchema))),
  dates: perLanguage(datesSchema),
  numberWords: somePerLanguage(
    z.strictObject({
      /** Which words a following unit may add to: none, 20–90 ("twenty one"), or 10–90 ("он бір"). */
      joins: z.enum(['none', 'tens', 'tensAndTen']),
      words: z.record(text, z.number()),
    }),
  ),
});
export type SlotsData = z.infer<typeof slotsDataSchema>;

export const matchingDataSchema = z.strictObject({
  light: perLanguage(z.array(text)),
  swaps: perLanguage(z.array(z.tuple([text, text]))),
  negations: perLanguage(z.array(text).min(1)),
  /** Parts of words that may negate ("іш-пе-ңіз"): a near match has as many of them as the line. */
  negationMarks: perLanguage(text.transform((source) => new RegExp(source, 'gu'))),
});
export type MatchingData = z.infer<typeof matchingDataSchema>;
