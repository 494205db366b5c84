import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { dateSchema, typedText } from '../primitives.ts';
import { patientSchema } from './directory.ts';

export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** Names travel in bodies: in an address they would end up in proxies' logs. */
export const patientSearchSchema = z.object({
  /** A name, or part of one, in any script, as the typing finger made it. */
  text: typedText(100),
});

/** Also the parameters of `likely_duplicate`: those who are probably the same person. */
export const patientMatchesSchema = z.object({ items: z.array(patientSchema) });

export const newPatientSchema = z.object({
  /** In Latin letters, as in the passport. */
  name: typedText(200).regex(/^[\p{Script=Latin}\p{M}\s.'’ʻʼ‘-]+$/u, { error: 'latin_letters' }),
  nativeName: typedText(200).optional(),
  chineseName: typedText(50)
    .regex(/^[\p{Script=Han}·•\s]+$/u, { error: 'chinese_characters' })
    .optional(),
  birthDate: dateSchema.optional(),
  birthYear: z.number().int().min(1900).max(2100).optional(),
  languages: z.array(languageSchema).min(1).max(11),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 ()-]{5,30}$/, { error: 'phone' })
    .optional(),
  email: emailSchema.optional(),
  /** Set when the user has seen the likely duplicates and it is none of them. */
  isNew: z.boolean().default(false),
});
export type NewPatient = z.output<typeof newPatientSchema>;
