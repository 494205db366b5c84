import type { Agreement, NewAgreement, Specialty } from '@silkconsult/protocol';

export const AGREEMENTS_KEY = ['agreements'];

/** The terms as form fields hold them: numbers and days as typed, one credential. */
export interface Fields {
  partnerId: string;
  performerId: string;
  specialties: Specialty[];
  functions: Agreement['askers']['functions'];
  validFrom: string;
  validTo: string;
  weeklyQuota: string;
  responseMinutes: Record<keyof Agreement['responseMinutes'], string>;
  credential: string;
  expiresOn: string;
}

const DEFAULT_MINUTES = { routine: 2880, urgent: 480, asap: 120, stat: 15 };

/** The credential for the partner's own country; others, of older terms, are kept as they are. */
function credentialOf(agreement: Agreement | undefined) {
  return agreement?.credentials.find(({ country }) => country === agreement.partner.country);
}

export function fieldsOf(agreement: Agreement | undefined): Fields {
  const minutes = agreement?.responseMinutes ?? DEFAULT_MINUTES;
  const credential = credentialOf(agreement);
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
    credential: credential?.text ?? '',
    expiresOn: credential?.expiresOn ?? '',
  };
}

/** What the fields say, not yet known to be valid. */
export function termsOf(
  fields: Fields,
  country: Agreement['partner']['country'] | undefined,
  agreement: Agreement | undefined,
): Record<keyof NewAgreement, unknown> {
  const { responseMinutes, credential, expiresOn } = fields;
  const others = agreement?.credentials.filter((one) => one.country !== country) ?? [];
  const own = credential.trim() || expiresOn ? [{ country, text: credential, expiresOn }] : [];
  return {
    partnerId: fields.partnerId,
    performerId: fields.performerId,
    specialties: fields.specialties,
    askers: { functions: fields.functions, people: agreement?.askers.people ?? [] },
    weeklyQuota: fields.weeklyQuota === '' ? undefined : Number(fields.weeklyQuota),
    responseMinutes: {
      routine: Number(responseMinutes.routine),
      urgent: Number(responseMinutes.urgent),
      asap: Number(responseMinutes.asap),
      stat: Number(responseMinutes.stat),
    },
    validFrom: fields.validFrom,
    validTo: fields.validTo || undefined,
    credentials: [...own, ...others],
  };
}
