import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, instantSchema, pageQuerySchema } from '../primitives.ts';
import { specialtySchema } from '../roles.ts';

const times = { start: instantSchema, end: instantSchema };
const pairSchema = z.tuple([languageSchema, languageSchema]);

/** A specialist or an interpreter is on call, and when. */
export const newOnCallShiftSchema = z.object({ actor: idSchema, ...times }).strict();
export type NewOnCallShift = z.infer<typeof newOnCallShiftSchema>;

export const onCallShiftChangeSchema = z.object({ version: z.number().int(), ...times }).strict();
export type OnCallShiftChange = z.infer<typeof onCallShiftChangeSchema>;

export const onCallShiftSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  actor: idSchema,
  name: z.string(),
  nativeName: z.string().optional(),
  chineseName: z.string().optional(),
  /** Of a specialist. */
  specialty: specialtySchema.optional(),
  /** Of an interpreter. */
  languagePairs: z.array(pairSchema).optional(),
  organizationId: idSchema,
  organizationName: z.string(),
  ...times,
});
export type OnCallShift = z.infer<typeof onCallShiftSchema>;

export const onCallQuerySchema = pageQuerySchema.extend({
  from: instantSchema,
  to: instantSchema,
  /** Only one's own. */
  mine: z.stringbool().optional(),
});

/**
 * How well one thing is covered: a specialty of a hospital in Urumqi, whose stat requests page those
 * on call there, or a pair of languages, for which interpreters of all hospitals are called.
 */
export const onCallCoverSchema = z.object({
  organizationId: idSchema.optional(),
  organizationName: z.string().optional(),
  specialty: specialtySchema.optional(),
  languages: pairSchema.optional(),
  /** When nobody is on call; what is past does not count. */
  gaps: z.array(z.object(times)),
  /** When more than one is. */
  overlaps: z.array(z.object(times)),
});
export type OnCallCover = z.infer<typeof onCallCoverSchema>;

export const onCallCoverQuerySchema = z.object({ from: instantSchema, to: instantSchema });
export const onCallCoverListSchema = z.object({ items: z.array(onCallCoverSchema) });
