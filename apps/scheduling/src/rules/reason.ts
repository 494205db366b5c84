import type { ErrorCode, ErrorParams, Problem } from '@silkconsult/protocol';

/** Why a rule says no. Rules return it; commands turn it into a RefusedError. */
export interface Reason {
  code: ErrorCode;
  params?: ErrorParams;
  issues?: Problem['issues'];
}
