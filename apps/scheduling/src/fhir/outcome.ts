import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes';
import type { RefusedError } from '@silkconsult/service-kit';
import { OWN_ERRORS } from './codes.ts';

/** FHIR's kinds of issues, by the HTTP status that our registry gives an error. */
const ISSUE_CODES: Record<number, OperationOutcomeIssue['code']> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  409: 'conflict',
  410: 'deleted',
  413: 'too-long',
  422: 'business-rule',
  429: 'throttled',
  500: 'exception',
  503: 'transient',
};

/**
 * What accompanies the code, when it says no more than who was meant or when: a hospital's program
 * reads them, and whole resources of ours are not for it.
 */
function diagnosticsOf(error: RefusedError): string | undefined {
  const plain = Object.entries(error.params ?? {}).filter(
    ([name, value]) => name !== 'name' && (typeof value === 'string' || typeof value === 'number'),
  );
  return plain.length > 0 ? JSON.stringify(Object.fromEntries(plain)) : undefined;
}

/** The status of the answer: a stale `If-Match` is a failed precondition in FHIR, and so is an
 * `If-None-Exist` that finds several. */
export const statusOf = (error: RefusedError) =>
  error.code === 'version_conflict' || error.code === 'likely_duplicate' ? 412 : error.status;

/** The refusal as FHIR tells it, with our code, so that programs can act on it. */
export function toOutcome(error: RefusedError): OperationOutcome {
  const common: OperationOutcomeIssue = {
    severity: 'error',
    code: ISSUE_CODES[error.status] ?? 'processing',
    details: {
      coding: [{ system: OWN_ERRORS, code: error.code }],
      text: error.code.replaceAll('_', ' '),
    },
    diagnostics: diagnosticsOf(error),
  };
  const issues = error.issues?.map(({ path, message }) => ({
    ...common,
    diagnostics: `${path}: ${message}`,
    expression: path ? [path] : undefined,
  }));
  return { resourceType: 'OperationOutcome', issue: issues?.length ? issues : [common] };
}
