import type {
  Agreement,
  AgreementState,
  Askers,
  CoverageGap,
  Role,
  Specialty,
} from '@silkconsult/protocol';
import { COVERAGE_GAPS } from '@silkconsult/protocol';

/** The terms of an agreement, as far as it depends on them whether a request is covered. */
export interface Terms {
  performerId: string;
  partnerCountry: Agreement['partner']['country'];
  specialties: readonly Specialty[];
  askers: Askers;
  weeklyQuota: number | undefined;
  validFrom: string;
  validTo: string | undefined;
  credentials: Agreement['credentials'];
}

export interface Candidate extends Terms {
  id: string;
  /** Today on the performing organisation's calendar: '2026-11-23'. */
  today: string;
  /** Requests sent under it in the present week. */
  usedThisWeek: number;
}

export interface Asking {
  specialty: Specialty;
  /** The organisation that is asked; undefined: whichever may be. */
  performerId: string | undefined;
  asker: { personId: string; role: Role; kind?: 'specialist' | 'referrer' };
}

/** Days compare as their texts do. Both ends are days on which the agreement is valid. */
export function agreementState(
  terms: Pick<Terms, 'validFrom' | 'validTo' | 'credentials' | 'partnerCountry'>,
  today: string,
): AgreementState {
  if (today < terms.validFrom) return 'not_yet_valid';
  if (terms.validTo !== undefined && today > terms.validTo) return 'expired';
  const lapsed = terms.credentials.some(
    ({ country, expiresOn }) => country === terms.partnerCountry && today > expiresOn,
  );
  return lapsed ? 'credential_expired' : 'valid';
}

function mayAsk({ functions, people }: Askers, { personId, role, kind }: Asking['asker']): boolean {
  if (people.includes(personId)) return true;
  // An agreement that says nothing about it leaves it to the partner.
  if (functions.length === 0 && people.length === 0)
    return kind === 'referrer' || role === 'coordinator' || role === 'admin';
  if (role === 'coordinator' || role === 'admin') return functions.includes(role);
  return kind === 'referrer' && functions.includes('referrer');
}

/** What keeps this agreement from covering the request; undefined when nothing does. */
function gapOf(candidate: Candidate, asking: Asking): CoverageGap | undefined {
  if (asking.performerId !== undefined && candidate.performerId !== asking.performerId)
    return 'none';
  if (!candidate.specialties.includes(asking.specialty)) return 'specialty';
  if (!mayAsk(candidate.askers, asking.asker)) return 'asker';
  const state = agreementState(candidate, candidate.today);
  if (state !== 'valid') return state;
  const { weeklyQuota, usedThisWeek } = candidate;
  return weeklyQuota !== undefined && usedThisWeek >= weeklyQuota ? 'quota' : undefined;
}

const remaining = ({ weeklyQuota, usedThisWeek }: Candidate) =>
  weeklyQuota === undefined ? Number.POSITIVE_INFINITY : weeklyQuota - usedThisWeek;

/**
 * Which agreement of the partner covers the request: of several, the one with most of its quota
 * left, so that a counterpart with many departments does not exhaust one of them. When none does,
 * `gap` tells the nearest miss: an agreement that has expired says more than that there is none.
 */
export function coverage(
  candidates: readonly Candidate[],
  asking: Asking,
): { covered: Candidate } | { gap: CoverageGap; nearest?: Candidate } {
  let nearest: { gap: CoverageGap; nearest?: Candidate } = { gap: 'none' };
  const covering: Candidate[] = [];
  for (const candidate of candidates) {
    const gap = gapOf(candidate, asking);
    if (gap === undefined) covering.push(candidate);
    else if (COVERAGE_GAPS.indexOf(gap) > COVERAGE_GAPS.indexOf(nearest.gap))
      nearest = { gap, nearest: candidate };
  }
  const [best] = covering.toSorted(
    (a, b) => remaining(b) - remaining(a) || a.id.localeCompare(b.id),
  );
  return best ? { covered: best } : nearest;
}
