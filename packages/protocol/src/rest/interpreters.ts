import { z } from 'zod';
import { dialectSchema, languageSchema } from '../languages.ts';
import { idSchema } from '../primitives.ts';

const spoken = {
  /** Both directions of each are meant. */
  languagePairs: z
    .array(
      z
        .tuple([languageSchema, languageSchema])
        .refine(([from, to]) => from !== to, { error: 'pair_of_one' }),
    )
    .min(1)
    .max(55)
    .refine((pairs) => new Set(pairs.map((pair) => pair.toSorted().join())).size === pairs.length, {
      error: 'pair_twice',
    }),
  dialects: z.array(dialectSchema).max(20),
};
export const interpretingSchema = z.object(spoken).strict();
export type Interpreting = z.infer<typeof interpretingSchema>;

/** Between which languages an interpreter works, and which dialects they know. */
export const interpreterLanguagesSchema = z.object({ actor: idSchema, ...spoken });
export type InterpreterLanguages = z.infer<typeof interpreterLanguagesSchema>;

/** `before` is what was shown when the change was begun: a newer one answers 409 with it. */
export const interpretingChangeSchema = z
  .object({ ...spoken, before: interpretingSchema })
  .strict();
export type InterpretingChange = z.infer<typeof interpretingChangeSchema>;
