import type { Draft } from '@silkconsult/protocol';
import { responseMinutesOf } from '../agreements/store.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import { NOBODY_SOUGHT, pageNext } from '../paging/escalation.ts';
import { forgetPages } from '../paging/store.ts';
import { refuseIncomplete, respondBy } from './rules/draft.ts';
import type { RequestChange, RequestRow } from './store.ts';
import * as store from './store.ts';

/**
 * Changes a request that was sent and is not accepted yet. It must stay whole. When the urgency
 * changes, the response time begins anew, and whoever is on call is paged or left alone.
 */
export async function amendRequest(
  context: Context,
  tx: Tx,
  current: RequestRow,
  change: Draft,
  columns: RequestChange,
  at: Date,
): Promise<void> {
  const next = { ...current, ...given(columns) };
  refuseIf(
    refuseIncomplete({
      ...next,
      patientId: next.patient_id ?? null,
      patientLanguage: next.patient_language ?? null,
      doctorLanguage: next.doctor_language ?? null,
    }),
  );
  const hastened = change.urgency !== undefined && change.urgency !== current.urgency;
  const minutes = hastened && (await responseMinutesOf(tx, current.agreement_id));
  await store.updateRequest(tx, current.id, {
    ...columns,
    ...(minutes && change.urgency ? { respond_by: respondBy(at, minutes, change.urgency) } : {}),
    ...(hastened ? NOBODY_SOUGHT : {}),
  });
  if (!hastened || current.stage !== 'triage') return;
  await forgetPages(tx, current.id);
  const written = await store.lockRequest(tx, current.id);
  if (written?.urgency === 'stat')
    await pageNext(context, tx, { ...written, escalation_level: 0 }, at);
}

/** Without the fields that were not sent. */
function given(columns: RequestChange): Partial<RequestRow> {
  const sent = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent) as Partial<RequestRow>;
}
