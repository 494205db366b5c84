import type { Admission, Language } from '@silkconsult/protocol';
import { errorKey } from '@silkconsult/protocol';
import { askAdmission } from '../../api/endpoints.ts';
import { ApiFailure } from '../../api/problem.ts';
import { CallRefused } from '../../call/refused.ts';

const PASSING = new Set([
  'network',
  'unexpected_answer',
  'unavailable',
  'internal',
  'too_many_requests',
]);

/**
 * Asks scheduling for a join token, in the call core's terms: a plain "no" is a refusal that ends
 * the attempt, everything else may be better in a moment.
 */
export function admissionFor(
  appointmentId: string,
  languages: { spokenLanguage: Language; captionLanguage: Language },
): Promise<Admission> {
  return admissionOf(() => askAdmission(appointmentId, languages));
}

/** The same for a token that is asked for elsewhere: a rehearsal's. */
export async function admissionOf(ask: () => Promise<Admission>): Promise<Admission> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ApiFailure) || PASSING.has(error.code)) throw error;
    const { code } = error;
    if (code === 'network' || code === 'unexpected_answer') throw error;
    throw new CallRefused({ code, i18nKey: errorKey(code), params: error.params });
  }
}
