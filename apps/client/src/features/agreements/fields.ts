import type { Agreement, NewAgreement, Specialty } from '@silkconsult/protocol';

export const AGREEMENTS_KEY = ['agreements'];

export interface CredentialFields {
  key: string;
  country: string;
  text: string;
  expiresOn: string;
}

/** The terms as form fields hold them: numbers and days as typed. */
export interface Fields {
  partnerId: string;
  performerId: string;
  specialties: Specialty[];
  functions: Agreement['askers']['functions'];
  validFrom: string;
  validTo: string;
  weeklyQuota: string;
  responseMinutes: Record<keyof Agreement['responseMinutes'], string>;
  people: string[];
  credentials: CredentialFields[];
}

const DEFAULT_MINUTES = { routine: 2880, urgent: 480, asap: 120, stat: 15 };

export function fieldsOf(agreement: Agreement | undefined): Fields {
  const minutes = agreement?.responseMinutes ?? DEFAULT_MINUTES;
  return {
    partnerId: agreement?.partner.id ?? '',
    performerId: agreement?.performer.id ?? '',
    specialties: agreement?.specialties ?? [],
    functions: agreement?.askers.functions ?? ['referrer', 'coordinator'],
    validFrom: agreement?.validFrom ?? new Date().toISOString().slice(0, 10),
    validTo: agreement?.validTo ?? '',
    weeklyQuota: agreement?.weeklyQuota === undefined ? '' : String(agreement.weeklyQuota),
    responseMinutes: {
      routine: String(minutes.routine),
      urgent: String(minutes.urgent),
      asap: String(minutes.asap),
      stat: String(minutes.stat),
    },
    people: agreement?.askers.people ?? [],
    credentials: (agreement?.credentials ?? []).map((one) => ({
      ...one,
      key: one.country + one.text,
    })),
  };
}

/** What the fields say, not yet known to be valid. */
export function termsOf(fields: Fields): Record<keyof NewAgreement, unknown> {
  const { responseMinutes } = fields;
  return {
    partnerId: fields.partnerId,
    performerId: fields.performerId,
    specialties: fields.specialties,
    askers: { functions: fields.functions, people: fields.people },
    weeklyQuota: fields.weeklyQuota === '' ? undefined : Number(fields.weeklyQuota),
    responseMinutes: {
      routine: Number(responseMinutes.routine),
      urgent: Number(responseMinutes.urgent),
      asap: Number(responseMinutes.asap),
      stat: Number(responseMinutes.stat),
    },
    validFrom: fields.validFrom,
    validTo: fields.validTo || undefined,
    credentials: fields.credentials.map(({ key: _key, ...one }) => one),
  };
}
