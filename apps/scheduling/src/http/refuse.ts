import { RefusedError } from '@silkconsult/service-kit';
import type { Reason } from '../rules/reason.ts';

/** @throws RefusedError when the rule gave a reason. */
export function refuseIf(reason: Reason | undefined): void {
  if (reason) throw new RefusedError(reason.code, reason.params, reason.issues);
}
