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
export async function admissionFor(
  appointmentId: string,
  languages: { spokenLanguage: Language; captionLanguage: Language },
): Promise<Admission> {
  try {
    return await askAdmission(appointmentId, languages);
  } catch (error) {
    if (!(error instanceof ApiFailure) || PASSING.has(error.code)) throw error;
    const { code } = error;
    if (code === 'network' || code === 'unexpected_answer') throw error;
    throw new CallRefused({ code, i18nKey: errorKey(code), params: error.params });
  }
}
