import { randomUUID } from 'node:crypto';
import type { Agreement, AgreementChange, NewAgreement } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { agreementScope, refuseAgreeing, refuseAskers, refuseTerms } from './rules/access.ts';
import * as store from './store.ts';
import { viewAgreement } from './view.ts';

/** The terms as the table keeps them. */
function toColumns(terms: Omit<NewAgreement, 'partnerId' | 'performerId'>) {
  return {
    specialties: terms.specialties,
    askers: JSON.stringify(terms.askers),
    weekly_quota: terms.weeklyQuota ?? null,
    response_minutes: JSON.stringify(terms.responseMinutes),
    valid_from: terms.validFrom,
    valid_to: terms.validTo ?? null,
    credentials: JSON.stringify(terms.credentials),
  };
}

async function readBack(tx: Tx, viewer: Viewer, id: string, at: Date): Promise<Agreement> {
  const row = await store.findAgreement(tx, agreementScope(viewer), id);
  if (!row) throw new Error('the agreement that was just written is there');
  return viewAgreement(tx, row, at);
}

export async function makeAgreement(
  { db, now }: Context,
  viewer: Viewer,
  wanted: NewAgreement,
): Promise<Agreement> {
  refuseIf(refuseAgreeing(viewer, wanted.performerId));
  return inTransaction(db, async (tx) => {
    const at = now();
    const partner = await store.findParty(tx, wanted.partnerId);
    const performer = await store.findParty(tx, wanted.performerId);
    refuseIf(refuseTerms(partner, performer, wanted));
    refuseIf(refuseAskers(wanted.askers, await store.mayAsk(tx, wanted.partnerId, wanted.askers)));
    const id = randomUUID();
    await store.insertAgreement(tx, {
      id,
      version: 1,
      partner_id: wanted.partnerId,
      performer_id: wanted.performerId,
      ...toColumns(wanted),
      demo: false,
    });
    await recordAudit(tx, at, viewer, 'create', 'agreement', id);
    return readBack(tx, viewer, id, at);
  });
}

/** @throws RefusedError `version_conflict` with the `current` agreement when somebody was faster. */
export async function changeAgreement(
  { db, now }: Context,
  viewer: Viewer,
  id: string,
  change: AgreementChange,
): Promise<Agreement> {
  return inTransaction(db, async (tx) => {
    const at = now();
    await store.lockAgreements(tx, [id]);
    const row = await store.findAgreement(tx, agreementScope(viewer), id);
    if (!row) throw new RefusedError('not_found');
    refuseIf(refuseAgreeing(viewer, row.performer_id));
    if (row.version !== change.version)
      throw new RefusedError('version_conflict', { current: await viewAgreement(tx, row, at) });
    refuseIf(
      refuseTerms(
        { id: row.partner_id, kind: 'partner' },
        { id: row.performer_id, kind: 'urumqi' },
        change,
      ),
    );
    refuseIf(refuseAskers(change.askers, await store.mayAsk(tx, row.partner_id, change.askers)));
    await store.updateAgreement(tx, id, toColumns(change));
    await recordAudit(tx, at, viewer, 'change', 'agreement', id);
    return readBack(tx, viewer, id, at);
  });
}
