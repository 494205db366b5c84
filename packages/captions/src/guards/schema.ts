import { LANGUAGE_CODES } from '@silkconsult/protocol';
import { z } from 'zod';
import { dataHeader, perLanguage } from '../phrasebook/schema.ts';

const text = z.string().min(1);
const pattern = text.refine(compiles, 'not a regular expression');

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const numbersSchema = z.strictObject({
  words: z.record(text, z.number()),
  /** Numbers that are other words too ("two" and "give" in Urdu): they answer, and never ask. */
  soft: z.array(text),
  halves: z.record(text, z.number()),
  /** What may stand between a number and its half: "one and a half". */
  links: z.array(text),
  /** A number that holds its "times": "twice". */
  counts: z.record(text, z.number()),
  point: text.optional(),
  /** The case endings of number words, as one alternation. */
  endings: z.string().refine(compiles),
  /** The least number that a digit word may be added to: 20 ("twenty one") or 10 ("он бір"). */
  joinsFrom: z.number(),
  decimalComma: z.boolean(),
  notNumbers: z.array(pattern),
  /** Words by which "8" may be "20:00". */
  afternoon: z.array(text),
});

const languageSchema = z.strictObject({
  numbers: numbersSchema,
  sides: z.strictObject({
    left: pattern,
    right: pattern,
    both: pattern,
    excepts: z.array(pattern),
  }),
  negation: z.strictObject({
    /** "No" before a comma, an answer of its own. */
    answer: pattern,
    /** What denies; not "nothing" and "nobody" where the verb must deny as well. */
    words: pattern,
    /** What may stand for a denial: "stop", "without …" as an ending. It answers, and never asks. */
    soft: pattern,
    /** What looks like a denial and is none: 不错, "не только". */
    excepts: z.array(pattern),
  }),
  /** The letters of the language, as the inside of a character class. */
  alphabet: text,
  /** How long a sentence is, compared with English. */
  length: z.number().positive(),
});
export type LanguageData = z.infer<typeof languageSchema>;

/** Wordings for each language; `*` at the end of a word stands for any ending. */
const wordings = z.partialRecord(z.enum(LANGUAGE_CODES), z.array(text).min(1));

export const guardsDataSchema = z.strictObject({
  ...dataHeader,
  languages: perLanguage(languageSchema),
  units: z.record(text, wordings),
  rates: z.record(text, wordings),
});
export type GuardsData = z.infer<typeof guardsDataSchema>;
