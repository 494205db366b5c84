import type { RequestAction, Specialty, ThreadMessage } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { coverage } from '../agreements/rules/coverage.ts';
import * as agreements from '../agreements/store.ts';
import { toCandidates } from '../agreements/view.ts';
import type { Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { findPerson } from '../sessions/store.ts';
import { refuseIncomplete, respondBy } from './rules/draft.ts';
import type { RequestChange, RequestRow } from './store.ts';
import { findSpecialists } from './store.ts';

interface Effects {
  set: RequestChange;
  message?: { kind: ThreadMessage['kind']; text: string };
  specialists?: readonly string[];
}

/** What an action changes beside the stage. */
export async function effectsOf(
  tx: Tx,
  viewer: Viewer,
  current: RequestRow,
  action: RequestAction,
  at: Date,
): Promise<Effects> {
  const holder_id = viewer.personId;
  switch (action.action) {
    case 'submit': {
      refuseIf(
        refuseIncomplete({
          ...current,
          patientId: current.patient_id,
          patientLanguage: current.patient_language,
          doctorLanguage: current.doctor_language,
        }),
      );
      const covered = await cover(tx, current, current.specialty, current.performer_id, at);
      return { set: { ...covered, authored_at: at } };
    }
    case 'redirect': {
      const performerId = action.performerId ?? null;
      const covered = await cover(tx, current, action.specialty, performerId, at);
      return {
        set: { ...covered, specialty: action.specialty, holder_id: null },
        message: action.text ? { kind: 'redirect', text: action.text } : undefined,
        specialists: [],
      };
    }
    case 'revoke':
    case 'close':
      return { set: { respond_by: null } };
    case 'answer':
      return {
        set: { respond_by: await deadline(tx, current, at) },
        message: { kind: 'answer', text: action.text },
      };
    case 'take':
      // Whoever takes a stat request into triage has answered: nobody need be paged further.
      return { set: { holder_id, escalation_level: 0, escalate_at: null } };
    case 'ask':
      return {
        set: { holder_id, respond_by: await deadline(tx, current, at) },
        message: { kind: 'question', text: action.text },
      };
    case 'accept':
      return {
        set: { holder_id, respond_by: await deadline(tx, current, at) },
        specialists:
          action.specialists.length > 0 ? await known(tx, action.specialists) : undefined,
      };
    case 'assign':
      return { set: { holder_id }, specialists: await known(tx, action.specialists) };
    case 'decline':
      return {
        set: { holder_id, respond_by: null, decline_reason: action.text },
        message: { kind: 'decline', text: action.text },
      };
  }
}

/**
 * The agreement that covers the request from now on, with its deadline. All agreements of the partner
 * are locked first, so that two requests at one moment cannot both take the last of a quota.
 *
 * @throws RefusedError `agreement_required` with the agreement that would be needed.
 */
async function cover(
  tx: Tx,
  request: RequestRow,
  specialty: Specialty | null,
  performerId: string | null,
  at: Date,
): Promise<RequestChange> {
  if (!specialty) throw new Error('a complete request has a specialty');
  const partnerId = request.requesting_organization_id;
  const requester = await findPerson(tx, request.requester_id);
  if (!requester || requester.role === 'location' || requester.role === 'system')
    throw new Error('the requester is a person');
  const rows = await agreements.agreementsOfPartner(tx, partnerId);
  await agreements.lockAgreements(
    tx,
    rows.map((row) => row.id),
  );
  const candidates = await toCandidates(tx, rows, at, request.id);
  const result = coverage(candidates, {
    specialty,
    performerId: performerId ?? undefined,
    asker: {
      personId: requester.id,
      role: requester.role,
      kind: requester.kind ?? undefined,
    },
  });
  const named = 'covered' in result ? result.covered : result.nearest;
  const agreement = rows.find((row) => row.id === named?.id);
  if (!('covered' in result)) {
    const performer = performerId ? await agreements.findParty(tx, performerId) : undefined;
    throw new RefusedError('agreement_required', {
      reason: result.gap,
      specialty,
      partner: requester.organization_name,
      performer: performer?.name ?? agreement?.performer_name,
    });
  }
  if (!agreement) throw new Error('the covering agreement is one of the rows');
  return {
    agreement_id: agreement.id,
    performer_id: agreement.performer_id,
    respond_by: respondBy(at, agreement.response_minutes, request.urgency),
  };
}

/** Until when whoever gets the request now acts on it. */
async function deadline(tx: Tx, request: RequestRow, at: Date): Promise<Date | null> {
  const minutes = await agreements.responseMinutesOf(tx, request.agreement_id);
  return minutes ? respondBy(at, minutes, request.urgency) : null;
}

/** @throws RefusedError `role_mismatch` for who is no specialist in Urumqi. */
async function known(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const wanted = [...new Set(ids)];
  const specialists = new Set(await findSpecialists(tx, wanted));
  const stranger = wanted.find((id) => !specialists.has(id));
  if (stranger !== undefined)
    throw new RefusedError('role_mismatch', { actor: stranger, role: 'specialist' });
  return wanted;
}
