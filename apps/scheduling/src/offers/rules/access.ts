import type {
  AppointmentStatus,
  OfferKind,
  OfferState,
  RecipientState,
} from '@silkconsult/protocol';
import { refuseAdmission } from '../../admission/rules.ts';
import type { Times } from '../../appointments/rules/times.ts';
import type { Reason } from '../../rules/reason.ts';
import type { Viewer } from '../../rules/viewer.ts';

/** Who was asked by name is seen by those who arrange consults. */
export function seesRecipients(viewer: Viewer): boolean {
  return viewer.role === 'coordinator' || viewer.role === 'admin';
}

/** How the search stands is seen by everybody who works on the consult, not by its patients. */
export function refuseReading(viewer: Viewer): Reason | undefined {
  return viewer.role === 'patient' || viewer.role === 'observer'
    ? { code: 'forbidden' }
    : undefined;
}

/** While in one of these, a consult can still get an interpreter in good time. */
const EXPECTS: readonly AppointmentStatus[] = ['proposed', 'pending', 'booked', 'arrived'];

export function expectsInterpreter(status: AppointmentStatus): boolean {
  return EXPECTS.includes(status);
}

/**
 * Why no interpreter can come to this consult any more, or not yet; undefined when one can. A call
 * from the room is good for as long as the room lets people in.
 */
export function refuseComing(
  kind: OfferKind,
  { status, start, end }: Times & { status: AppointmentStatus },
  now: Date,
): Reason | undefined {
  if (status === 'cancelled') return { code: 'appointment_cancelled' };
  if (kind === 'call') return refuseAdmission({ status, start, end, role: 'interpreter' }, now);
  return expectsInterpreter(status) && end > now ? undefined : { code: 'offer_closed' };
}

/** Why this interpreter can no longer take the offer. Who declined may think again. */
export function refuseAnswer(offer: OfferState, own: RecipientState): Reason | undefined {
  if (own === 'lost' || offer === 'accepted') return { code: 'offer_taken' };
  return offer === 'open' && own !== 'expired' ? undefined : { code: 'offer_closed' };
}
