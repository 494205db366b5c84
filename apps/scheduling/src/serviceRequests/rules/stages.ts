import type { RequestActionName, RequestStage, RequestStatus } from '@silkconsult/protocol';
import { REQUEST_ACTIONS } from '@silkconsult/protocol';
import type { Reason } from '../../rules/reason.ts';

/** Who acts: the author of a draft, the asking hospital, or the coordination in Urumqi. */
export type Side = 'author' | 'asking' | 'triage';

interface Step {
  from: readonly RequestStage[];
  /** Absent: it stays where it is. */
  to?: RequestStage;
  side: Side;
}

const ALIVE: readonly RequestStage[] = ['triage', 'needs-information', 'accepted'];

/** The one state machine of a request. Booking and what becomes of a consult move it as well. */
const STEPS: Record<RequestActionName, Step> = {
  submit: { from: ['draft'], to: 'triage', side: 'author' },
  revoke: { from: ['draft', ...ALIVE], to: 'closed', side: 'asking' },
  answer: { from: ['needs-information'], to: 'triage', side: 'asking' },
  take: { from: ALIVE, side: 'triage' },
  ask: { from: ['triage', 'accepted'], to: 'needs-information', side: 'triage' },
  accept: { from: ['triage'], to: 'accepted', side: 'triage' },
  assign: { from: ['triage', 'accepted'], side: 'triage' },
  redirect: { from: ALIVE, to: 'triage', side: 'triage' },
  decline: { from: ALIVE, to: 'declined', side: 'triage' },
  close: { from: ['accepted', 'booked'], to: 'closed', side: 'triage' },
};

/** Where the request is after the action; undefined when the action is not possible there. */
export function nextStage(
  stage: RequestStage,
  action: RequestActionName,
): RequestStage | undefined {
  const { from, to } = STEPS[action];
  return from.includes(stage) ? (to ?? stage) : undefined;
}

export function refuseStep(stage: RequestStage, action: RequestActionName): Reason | undefined {
  return nextStage(stage, action) === undefined
    ? { code: 'status_transition_refused', params: { from: stage, action } }
    : undefined;
}

export function refuseSide(
  sides: ReadonlySet<Side>,
  action: RequestActionName,
): Reason | undefined {
  return sides.has(STEPS[action].side) ? undefined : { code: 'forbidden' };
}

export function possibleActions(stage: RequestStage, sides: ReadonlySet<Side>) {
  return REQUEST_ACTIONS.filter(
    (action) => sides.has(STEPS[action].side) && nextStage(stage, action) !== undefined,
  );
}

/** The FHIR status of a stage. A request that is closed was completed, unless it was called off. */
export function statusOf(stage: RequestStage, calledOff: boolean): RequestStatus {
  if (stage === 'draft') return 'draft';
  if (stage === 'declined') return 'revoked';
  if (stage === 'closed') return calledOff ? 'revoked' : 'completed';
  return 'active';
}

/** Whose move it is; nobody's when the consult is booked or the request is over. */
export function waitingSide(stage: RequestStage): 'asking' | 'triage' | undefined {
  if (stage === 'draft' || stage === 'needs-information') return 'asking';
  return stage === 'triage' || stage === 'accepted' ? 'triage' : undefined;
}

/** Where a request goes when its consult was called off, missed or held. */
export function stageAfterConsult(status: string): RequestStage | undefined {
  if (status === 'cancelled' || status === 'noshow') return 'accepted';
  return status === 'fulfilled' ? 'closed' : undefined;
}
