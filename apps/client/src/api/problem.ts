import type { ErrorCode, ErrorParams, Problem, Refusal } from '@silkconsult/protocol';

/** What went wrong, in the registry's words, or one of the two things that only a client can see. */
export type FailureCode = ErrorCode | 'network' | 'unexpected_answer';

export class ApiFailure extends Error {
  readonly code: FailureCode;
  readonly params: ErrorParams;
  readonly issues: NonNullable<Problem['issues']>;

  constructor(code: FailureCode, params: ErrorParams = {}, issues: Problem['issues'] = []) {
    super(code);
    this.name = 'ApiFailure';
    this.code = code;
    this.params = params;
    this.issues = issues;
  }
}

/** Anything thrown → the code and values of the sentence to show. */
export function failureOf(error: unknown): { code: FailureCode; params: ErrorParams } {
  if (error instanceof ApiFailure) return error;
  if (isRefusal(error)) return { code: error.code, params: error.params ?? {} };
  if (error instanceof Error && 'refusal' in error && isRefusal(error.refusal)) {
    return { code: error.refusal.code, params: error.refusal.params ?? {} };
  }
  return { code: 'unexpected_answer', params: {} };
}

function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'code' in value && 'i18nKey' in value;
}
