import { z } from 'zod';
import { languageSchema } from '../languages.ts';
import { idSchema, pageQuerySchema } from '../primitives.ts';
import { practitionerKindSchema, specialtySchema } from '../roles.ts';

export const COUNTRIES = ['CN', 'KZ', 'KG', 'TJ', 'UZ', 'TM', 'MN', 'PK', 'RU'] as const;
export const countrySchema = z.enum(COUNTRIES);

export const organizationSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The name in other languages, where one is known. */
  names: z.partialRecord(languageSchema, z.string()),
  kind: z.enum(['urumqi', 'partner']),
  country: countrySchema,
  city: z.string(),
  timeZone: z.string(),
  secondTimeZone: z.string().optional(),
  languages: z.array(languageSchema),
  demo: z.boolean(),
});
export type Organization = z.infer<typeof organizationSchema>;

const person = {
  id: idSchema,
  /** In Latin letters, as in the passport. */
  name: z.string(),
  /** As the person writes it. */
  nativeName: z.string().optional(),
  chineseName: z.string().optional(),
  organizationId: idSchema,
  organizationName: z.string(),
  languages: z.array(languageSchema),
  timeZone: z.string(),
  demo: z.boolean(),
};

export const practitionerSchema = z.object({
  ...person,
  kind: practitionerKindSchema,
  specialty: specialtySchema,
});
export type Practitioner = z.infer<typeof practitionerSchema>;

export const interpreterSchema = z.object({
  ...person,
  languagePairs: z.array(z.tuple([languageSchema, languageSchema])),
});
export type Interpreter = z.infer<typeof interpreterSchema>;

export const patientSchema = z.object({
  ...person,
  birthYear: z.number().int().optional(),
  birthDate: z.iso.date().optional(),
});
export type Patient = z.infer<typeof patientSchema>;

/**
 * `q` finds hospitals only: a person's name in an address would end up in proxies' logs, so people
 * are found by what they do and where.
 */
export const organizationQuerySchema = pageQuerySchema.extend({
  q: z.string().trim().max(100).optional(),
  country: countrySchema.optional(),
  kind: z.enum(['urumqi', 'partner']).optional(),
});
export const practitionerQuerySchema = pageQuerySchema.extend({
  kind: practitionerKindSchema.optional(),
  specialty: specialtySchema.optional(),
  organization: idSchema.optional(),
  language: languageSchema.optional(),
});
export const interpreterQuerySchema = pageQuerySchema.extend({
  from: languageSchema.optional(),
  to: languageSchema.optional(),
});
export const patientQuerySchema = pageQuerySchema.extend({ organization: idSchema.optional() });
