import type { InterpreterOffer, MyOffer } from '@silkconsult/protocol';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { seesRecipients } from './rules/access.ts';
import { circleAfter } from './rules/circles.ts';
import type { OfferRow, OwnOfferRow, RecipientRow } from './store.ts';
import { hospitalsOf, recipientsOf } from './store.ts';

function toOffer(
  row: OfferRow,
  recipients: readonly RecipientRow[],
  viewer: Viewer,
): InterpreterOffer {
  const count = (...states: RecipientRow['state'][]) =>
    recipients.filter(({ state }) => states.includes(state)).length;
  const { kind, state } = row;
  const open = state === 'open';
  return {
    id: row.id,
    appointmentId: row.appointment_id,
    kind,
    state,
    languages: [row.from_language, row.to_language],
    dialect: row.dialect ?? undefined,
    circle: row.circle ?? undefined,
    roundEndsAt: open ? row.round_ends_at?.toISOString() : undefined,
    nextCircle: open
      ? circleAfter(row.circle ?? undefined, { kind, dialect: row.dialect !== null })
      : undefined,
    asked: recipients.length,
    seen: count('seen'),
    declined: count('declined'),
    interpreters: recipients
      .filter((one) => one.state === 'accepted')
      .map((one) => ({ actor: one.actor_id, name: one.name, covers: one.covers })),
    recipients: seesRecipients(viewer)
      ? recipients.map((one) => ({
          actor: one.actor_id,
          name: one.name,
          organizationName: one.organization_name,
          covers: one.covers,
          state: one.state,
        }))
      : undefined,
    createdAt: row.created_at.toISOString(),
  };
}

/** Rows → offers as those see them who look for the interpreter. */
export async function viewOffers(
  db: Queries,
  rows: readonly OfferRow[],
  viewer: Viewer,
): Promise<InterpreterOffer[]> {
  const ids = rows.map(({ id }) => id);
  const recipients = Map.groupBy(await recipientsOf(db, ids), (row) => row.offer_id);
  return rows.map((row) => toOffer(row, recipients.get(row.id) ?? [], viewer));
}

/** Rows → offers as the interpreter sees them. */
export async function viewOwnOffers(db: Queries, rows: readonly OwnOfferRow[]): Promise<MyOffer[]> {
  const ids = rows.map((row) => row.appointment_id);
  const hospitals = Map.groupBy(await hospitalsOf(db, ids), (row) => row.appointment_id);
  return rows.map((row) => ({
    id: row.id,
    appointmentId: row.appointment_id,
    kind: row.kind,
    offerState: row.offer_state,
    state: row.state,
    languages: [row.from_language, row.to_language],
    dialect: row.dialect ?? undefined,
    covers: row.covers,
    start: row.starts_at.toISOString(),
    end: row.ends_at.toISOString(),
    specialty: row.specialty ?? undefined,
    organizations: (hospitals.get(row.appointment_id) ?? []).map(({ name, time_zone }) => ({
      name,
      timeZone: time_zone,
    })),
    offeredAt: row.offered_at.toISOString(),
  }));
}
