import type { Draft, RequestStage } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';
import type { Side } from './stages.ts';

/** What the agreement does not depend on; the rest is another request. */
const AMENDABLE: readonly string[] = [
  'urgency',
  'question',
  'summary',
  'patientLanguage',
  'doctorLanguage',
  'preferredWindows',
  'contact',
] satisfies (keyof Draft)[];

/** Why the asking side may not change this of a request that was sent: it may until it is accepted. */
export function refuseAmending(
  stage: RequestStage,
  sides: ReadonlySet<Side>,
  change: Draft,
): Reason | undefined {
  if (!sides.has('asking')) return { code: 'forbidden' };
  if (stage !== 'triage' && stage !== 'needs-information')
    return { code: 'status_transition_refused', params: { from: stage, action: 'change' } };
  const fixed = Object.entries(change)
    .filter(([field, value]) => value !== undefined && !AMENDABLE.includes(field))
    .map(([path]) => ({ path, message: 'not_changeable' }));
  return fixed.length > 0 ? { code: 'invalid_request', issues: fixed } : undefined;
}
