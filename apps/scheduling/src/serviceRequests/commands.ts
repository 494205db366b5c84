import { randomUUID } from 'node:crypto';
import type { Draft, DraftChange, RequestAction, ServiceRequest } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit, recordAuditOnce } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { patientScope } from '../directory/rules.ts';
import { appendRequestEvent } from '../events/store.ts';
import { refuseIf } from '../http/refuse.ts';
import { NOBODY_SOUGHT, pageNext } from '../paging/escalation.ts';
import { forgetPages } from '../paging/store.ts';
import { isPatientInScope } from '../patients/store.ts';
import type { Viewer } from '../rules/viewer.ts';
import { effectsOf } from './actions.ts';
import { amendRequest } from './amend.ts';
import { refuseWriting, requestScope, sidesOf } from './rules/access.ts';
import { refuseAmending } from './rules/amend.ts';
import { nextStage, refuseSide, refuseStep, statusOf } from './rules/stages.ts';
import type { RequestChange, RequestRow } from './store.ts';
import * as store from './store.ts';
import { viewRequest } from './view.ts';

/** What was typed as the table keeps it; what was not sent stays as it is. */
function toColumns(draft: Draft): RequestChange {
  return {
    patient_id: draft.patientId,
    specialty: draft.specialty,
    performer_id: draft.performerId,
    urgency: draft.urgency,
    question: draft.question,
    summary: draft.summary,
    patient_language: draft.patientLanguage,
    doctor_language: draft.doctorLanguage,
    preferred_windows: draft.preferredWindows && JSON.stringify(draft.preferredWindows),
    contact: draft.contact,
  };
}

/** A draft may name only a patient whom its author may see. */
async function requirePatient(tx: Tx, viewer: Viewer, draft: Draft): Promise<void> {
  if (!draft.patientId) return;
  if (!(await isPatientInScope(tx, patientScope(viewer), draft.patientId)))
    throw new RefusedError('actor_unknown', { actor: draft.patientId });
}

async function readBack(tx: Tx, viewer: Viewer, id: string): Promise<ServiceRequest> {
  const row = await store.lockRequest(tx, id);
  if (!row) throw new Error('the request that was just written is there');
  return viewRequest(tx, row, viewer);
}

/** The request, locked, if the viewer may see it and has seen its newest version. */
async function takeRequest(
  tx: Tx,
  viewer: Viewer,
  id: string,
  version: number,
): Promise<RequestRow> {
  const visible = await store.findRequest(tx, requestScope(viewer), id);
  const current = visible && (await store.lockRequest(tx, id));
  if (!current) throw new RefusedError('not_found');
  if (current.version !== version)
    throw new RefusedError('version_conflict', { current: await viewRequest(tx, current, viewer) });
  return current;
}

/** @returns The id of the new draft. */
async function insertDraft(tx: Tx, viewer: Viewer, draft: Draft, at: Date): Promise<string> {
  await requirePatient(tx, viewer, draft);
  const id = randomUUID();
  await store.insertRequest(tx, {
    urgency: 'routine',
    question: '',
    summary: '',
    contact: await store.lastContactOf(tx, viewer.personId),
    // An absent field leaves the default, which undefined would overwrite.
    ...Object.fromEntries(
      Object.entries(toColumns(draft)).filter(([, value]) => value !== undefined),
    ),
    id,
    version: 1,
    status: 'draft',
    stage: 'draft',
    requester_id: viewer.personId,
    requesting_organization_id: viewer.organizationId,
    created_at: at,
    demo: false,
  });
  await appendRequestEvent(tx, id, at);
  await recordAudit(tx, at, viewer, 'create', 'service_request', id);
  return id;
}

export async function writeDraft(
  { db, now, feed }: Context,
  viewer: Viewer,
  draft: Draft,
): Promise<ServiceRequest> {
  refuseIf(refuseWriting(viewer));
  return inTransaction(db, async (tx) =>
    readBack(tx, viewer, await insertDraft(tx, viewer, draft, now())),
  ).finally(feed.poke);
}

/** Writes a request and sends it: both or, when it is refused, neither. */
export async function writeAndSubmit(
  context: Context,
  viewer: Viewer,
  draft: Draft,
): Promise<ServiceRequest> {
  const { db, now, feed } = context;
  refuseIf(refuseWriting(viewer));
  return inTransaction(db, async (tx) => {
    const id = await insertDraft(tx, viewer, draft, now());
    return takeStep(context, tx, viewer, id, { action: 'submit', version: 1 });
  }).finally(feed.poke);
}

/**
 * Saves what was typed: into a draft by its author, into a sent request by the asking side as long as
 * it is not accepted.
 *
 * @throws RefusedError `version_conflict` with the `current` request when another tab was faster.
 */
export async function changeRequest(
  context: Context,
  viewer: Viewer,
  id: string,
  { version, ...draft }: DraftChange,
): Promise<ServiceRequest> {
  return inTransaction(context.db, async (tx) => {
    const at = context.now();
    const current = await takeRequest(tx, viewer, id, version);
    const sides = sidesOfRow(viewer, current);
    if (current.stage === 'draft') {
      refuseIf(refuseSide(sides, 'submit'));
      await requirePatient(tx, viewer, draft);
      await store.updateRequest(tx, id, toColumns(draft));
      // A save every second is one piece of writing.
      await recordAuditOnce(tx, at, viewer, 'change', 'service_request', id);
    } else {
      refuseIf(refuseAmending(current.stage, sides, draft));
      await amendRequest(context, tx, current, draft, toColumns(draft), at);
      await recordAudit(tx, at, viewer, 'change', 'service_request', id);
    }
    await appendRequestEvent(tx, id, at);
    return readBack(tx, viewer, id);
  }).finally(context.feed.poke);
}

function sidesOfRow(viewer: Viewer, row: RequestRow) {
  return sidesOf(viewer, {
    requesterId: row.requester_id,
    requestingOrganizationId: row.requesting_organization_id,
    performerId: row.performer_id,
  });
}

/**
 * One step of a request's way: who may take it, from where, and what it does are decided by rules;
 * here its row, thread, specialists, pages, event and audit are written together.
 */
async function takeStep(
  context: Context,
  tx: Tx,
  viewer: Viewer,
  id: string,
  action: RequestAction,
): Promise<ServiceRequest> {
  const at = context.now();
  const current = await takeRequest(tx, viewer, id, action.version);
  refuseIf(refuseSide(sidesOfRow(viewer, current), action.action));
  refuseIf(refuseStep(current.stage, action.action));
  const stage = nextStage(current.stage, action.action) ?? current.stage;
  const { set, message, specialists } = await effectsOf(tx, viewer, current, action, at);
  const status = statusOf(stage, action.action === 'revoke');
  const stops = stage !== 'triage' || action.action === 'redirect';
  await store.updateRequest(tx, id, {
    ...set,
    stage,
    status,
    ...(stops ? NOBODY_SOUGHT : {}),
  });
  if (message)
    await store.insertMessage(tx, {
      id: randomUUID(),
      service_request_id: id,
      author_id: viewer.personId,
      ...message,
      at,
    });
  if (specialists) await store.replaceSpecialists(tx, id, specialists);
  const enters = stage === 'triage' && action.action !== 'take' && action.action !== 'assign';
  const written = await store.lockRequest(tx, id);
  if (enters && written?.urgency === 'stat') {
    await forgetPages(tx, id);
    await pageNext(context, tx, { ...written, escalation_level: 0 }, at);
  }
  await appendRequestEvent(tx, id, at);
  await recordAudit(tx, at, viewer, action.action, 'service_request', id);
  return readBack(tx, viewer, id);
}

export async function act(
  context: Context,
  viewer: Viewer,
  id: string,
  action: RequestAction,
): Promise<ServiceRequest> {
  return inTransaction(context.db, (tx) => takeStep(context, tx, viewer, id, action)).finally(
    context.feed.poke,
  );
}
