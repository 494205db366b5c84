import type { ErrorCode, ErrorParams, Problem, Refusal } from '@silkconsult/protocol';
import { ERRORS, errorKey } from '@silkconsult/protocol';

/** Something that was asked for is refused. The edge maps it to HTTP or to a socket's ack. */
export class RefusedError extends Error {
  override name = 'RefusedError';
  readonly code: ErrorCode;
  readonly params: ErrorParams | undefined;
  readonly issues: Problem['issues'];

  constructor(code: ErrorCode, params?: ErrorParams, issues?: Problem['issues']) {
    super(code);
    this.code = code;
    this.params = params;
    this.issues = issues;
  }

  get status(): number {
    return ERRORS[this.code];
  }
}

/** The refusal as a socket's ack carries it. */
export function toRefusal(error: RefusedError): Refusal {
  return { code: error.code, i18nKey: errorKey(error.code), params: error.params };
}

/** The refusal as an RFC 9457 problem document. */
export function toProblem(error: RefusedError): Problem {
  return {
    type: `urn:silkconsult:error:${error.code}`,
    title: error.code.replaceAll('_', ' '),
    status: error.status,
    code: error.code,
    i18nKey: errorKey(error.code),
    params: error.params,
    issues: error.issues,
  };
}
