import type { Agreement } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';
import { agreementState, type Candidate } from './rules/coverage.ts';
import { dayIn, weekStart } from './rules/week.ts';
import { type AgreementRow, sentSince } from './store.ts';

/** Rows as the rule of coverage sees them, with what is used of this week's quota. */
export async function toCandidates(
  db: Queries,
  rows: readonly AgreementRow[],
  now: Date,
  exceptRequest?: string,
): Promise<Candidate[]> {
  const used = await sentSince(
    db,
    rows.map((row) => ({ id: row.id, start: weekStart(row.performer_time_zone, now) })),
    exceptRequest,
  );
  return rows.map((row) => ({
    id: row.id,
    performerId: row.performer_id,
    partnerCountry: row.partner_country,
    specialties: row.specialties,
    askers: row.askers,
    weeklyQuota: row.weekly_quota ?? undefined,
    validFrom: row.valid_from,
    validTo: row.valid_to ?? undefined,
    credentials: row.credentials,
    today: dayIn(row.performer_time_zone, now),
    usedThisWeek: used.get(row.id) ?? 0,
  }));
}

export async function viewAgreements(
  db: Queries,
  rows: readonly AgreementRow[],
  now: Date,
): Promise<Agreement[]> {
  const candidates = new Map((await toCandidates(db, rows, now)).map((one) => [one.id, one]));
  return rows.map((row) => {
    const terms = candidates.get(row.id);
    if (!terms) throw new Error('every row gives a candidate');
    return {
      id: row.id,
      version: row.version,
      partner: {
        id: row.partner_id,
        name: row.partner_name,
        country: row.partner_country,
        timeZone: row.partner_time_zone,
      },
      performer: {
        id: row.performer_id,
        name: row.performer_name,
        country: row.performer_country,
        timeZone: row.performer_time_zone,
      },
      specialties: row.specialties,
      askers: row.askers,
      weeklyQuota: terms.weeklyQuota,
      responseMinutes: row.response_minutes,
      validFrom: row.valid_from,
      validTo: terms.validTo,
      credentials: row.credentials,
      state: agreementState(terms, terms.today),
      usedThisWeek: terms.usedThisWeek,
      demo: row.demo,
    };
  });
}

export async function viewAgreement(db: Queries, row: AgreementRow, now: Date): Promise<Agreement> {
  const [agreement] = await viewAgreements(db, [row], now);
  if (!agreement) throw new Error('one row gives one agreement');
  return agreement;
}
