import { z } from 'zod';
import { dateSchema, idSchema, typedText } from '../primitives.ts';
import { specialtySchema } from '../roles.ts';
import { countrySchema } from './directory.ts';

/** FHIR R4 request-priority: how soon an answer is needed. */
export const URGENCIES = ['routine', 'urgent', 'asap', 'stat'] as const;
export const urgencySchema = z.enum(URGENCIES).meta({ id: 'Urgency' });
export type Urgency = z.infer<typeof urgencySchema>;

const minutesSchema = z
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 30);

/** Within how many minutes whoever has a request acts on it. */
export const responseMinutesSchema = z.object({
  routine: minutesSchema,
  urgent: minutesSchema,
  asap: minutesSchema,
  stat: minutesSchema,
});
export type ResponseMinutes = z.infer<typeof responseMinutesSchema>;

/** Who of the partner organisation may ask: everybody of these functions, and these people. */
export const askersSchema = z.object({
  functions: z.array(z.enum(['referrer', 'coordinator', 'admin'])),
  people: z.array(idSchema).max(200),
});
export type Askers = z.infer<typeof askersSchema>;

/** What allows the department to advise in that country, and the last day of it. */
export const credentialSchema = z.object({
  country: countrySchema,
  text: typedText(300),
  expiresOn: dateSchema,
});
export type Credential = z.infer<typeof credentialSchema>;

const terms = {
  specialties: z.array(specialtySchema).min(1),
  askers: askersSchema,
  /** Requests in an ISO week of the performing organisation's clock; absent: no limit. */
  weeklyQuota: z.number().int().min(1).max(10_000).optional(),
  responseMinutes: responseMinutesSchema,
  validFrom: dateSchema,
  validTo: dateSchema.optional(),
  credentials: z.array(credentialSchema).max(20),
};

export const newAgreementSchema = z.object({
  partnerId: idSchema,
  performerId: idSchema,
  ...terms,
});
export type NewAgreement = z.infer<typeof newAgreementSchema>;

/** The terms as they shall be, all of them: a change never leaves half of the old ones standing. */
export const agreementChangeSchema = z.object({ version: z.number().int().min(1), ...terms });
export type AgreementChange = z.infer<typeof agreementChangeSchema>;

const partySchema = z.object({
  id: idSchema,
  name: z.string(),
  country: countrySchema,
  timeZone: z.string(),
});

export const agreementStateSchema = z.enum([
  'valid',
  'not_yet_valid',
  'expired',
  'credential_expired',
]);
export type AgreementState = z.infer<typeof agreementStateSchema>;

export const agreementSchema = z.object({
  id: idSchema,
  version: z.number().int(),
  partner: partySchema,
  /** The organisation in Urumqi whose departments answer. */
  performer: partySchema,
  ...terms,
  state: agreementStateSchema,
  usedThisWeek: z.number().int(),
  demo: z.boolean(),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** Why no agreement covers a request, from the furthest to the nearest miss. */
export const COVERAGE_GAPS = [
  'none',
  'specialty',
  'asker',
  'expired',
  'not_yet_valid',
  'credential_expired',
  'quota',
] as const;
export type CoverageGap = (typeof COVERAGE_GAPS)[number];
