import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type {
  NewTerm,
  WordingChange,
  WordingEntry,
  WordingKind,
  WordingOverlay,
} from '@silkconsult/protocol/wordings';
import { RefusedError } from '@silkconsult/service-kit';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Queries, Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseEditing, refuseReading, refuseSigning } from './rules/access.ts';
import { newTermId } from './rules/termId.ts';
import { readWordings, type WordingState } from './state.ts';
import * as store from './store.ts';
import { viewEntry } from './view.ts';
import { ofKind, type Place, refuseFaults, writeWording } from './write.ts';

/** @throws RefusedError `forbidden`, `not_found` */
export async function showEntry(
  db: Queries,
  viewer: Viewer,
  { kind, entryId }: Omit<Place, 'language'>,
): Promise<WordingEntry> {
  refuseIf(refuseReading(viewer));
  const state = await readWordings(db);
  return viewEntry(db, viewer, state, kind, findEntry(state, kind, entryId));
}

function findEntry(state: WordingState, kind: WordingKind, entryId: string) {
  const entry = state.entries(kind).find(({ id }) => id === entryId);
  if (!entry) throw new RefusedError('not_found');
  return entry;
}

/**
 * Writes another wording, as drafted by a person: a signature is of the words that it was put under,
 * so it is gone.
 *
 * @throws RefusedError `forbidden`, `not_found`, `version_conflict` with the `current` entry,
 *   `wording_faulty` with the `fault`
 */
export async function changeWording(
  { db, now }: Context,
  viewer: Viewer,
  place: Place,
  change: WordingChange,
): Promise<WordingEntry> {
  refuseIf(refuseEditing(viewer));
  return inTransaction(db, async (tx) => {
    await store.lockWordings(tx);
    await draft(tx, viewer, place, change, now());
    return showEntry(tx, viewer, place);
  });
}

/** Within a transaction that holds the wordings. @throws RefusedError as `changeWording` */
export async function draft(
  tx: Tx,
  viewer: Viewer,
  place: Place,
  { version, wording }: WordingChange,
  at: Date,
): Promise<void> {
  const { kind, entryId, language } = place;
  const state = await readWordings(tx);
  const entry = findEntry(state, kind, entryId);
  if (version !== (state.rowOf(kind, entryId, language)?.version ?? 0)) {
    const current = await viewEntry(tx, viewer, state, kind, entry);
    throw new RefusedError('version_conflict', { current });
  }
  const before = entry.languages[language]?.wording;
  const after = ofKind(kind, wording);
  if (before && JSON.stringify(ofKind(kind, before)) === JSON.stringify(after)) return;
  refuseFaults(state.overlay, [{ ...place, wording: after }]);
  await writeWording(tx, viewer, place, {
    version: version + 1,
    wording: after,
    review: 'drafted',
    at,
  });
}

/**
 * Signs a wording as reviewed, as it stands.
 *
 * @throws RefusedError `forbidden`, `not_found`, `status_transition_refused`, `version_conflict`
 *   with the `current` entry
 */
export async function signWording(
  { db, now }: Context,
  viewer: Viewer,
  place: Place,
  { version }: Pick<WordingChange, 'version'>,
): Promise<WordingEntry> {
  const { kind, entryId, language } = place;
  refuseIf(refuseReading(viewer));
  return inTransaction(db, async (tx) => {
    await store.lockWordings(tx);
    const state = await readWordings(tx);
    const entry = findEntry(state, kind, entryId);
    const shown = entry.languages[language];
    if (!shown) throw new RefusedError('not_found');
    const row = state.rowOf(kind, entryId, language);
    if (version !== (row?.version ?? 0)) {
      const current = await viewEntry(tx, viewer, state, kind, entry);
      throw new RefusedError('version_conflict', { current });
    }
    const suggesters = kind === 'term' ? await store.suggestersOf(tx, entryId) : [];
    const authors = row ? [row.by_id, ...suggesters] : [];
    const spoken = await store.languagesOf(tx, viewer.personId);
    refuseIf(refuseSigning(viewer, spoken, { language, review: shown.review, authors }));
    const { wording } = shown;
    await writeWording(tx, viewer, place, {
      ...{ version: version + 1, wording, review: 'reviewed', at: now() },
    });
    return showEntry(tx, viewer, place);
  });
}

/** @throws RefusedError `forbidden`, `wording_faulty` with the `fault` */
export async function addTerm(
  { db, now }: Context,
  viewer: Viewer,
  term: NewTerm,
): Promise<WordingEntry> {
  refuseIf(refuseEditing(viewer));
  return inTransaction(db, async (tx) => {
    await store.lockWordings(tx);
    const entryId = await insertTerm(tx, viewer, term, now());
    return showEntry(tx, viewer, { kind: 'term', entryId });
  });
}

/** Within a transaction that holds the wordings. @returns the name of the new entry */
export async function insertTerm(
  tx: Tx,
  viewer: Viewer,
  { domain, wordings }: NewTerm,
  at: Date,
): Promise<string> {
  const { overlay, entries } = await readWordings(tx);
  const taken = new Set(entries('term').map(({ id }) => id));
  const entryId = newTermId(wordings.en?.text, taken);
  const written = LANGUAGE_CODES.flatMap((language) => {
    const wording = wordings[language];
    return wording
      ? [{ kind: 'term' as const, entryId, language, wording: ofKind('term', wording) }]
      : [];
  });
  const addedTerms = [...overlay.addedTerms, { id: entryId, domain }];
  refuseFaults({ ...overlay, addedTerms }, written);
  await store.insertAddedTerm(tx, { id: entryId, domain, by_id: viewer.personId, at });
  for (const { wording, ...place } of written)
    await writeWording(tx, viewer, place, { version: 1, wording, review: 'drafted', at });
  return entryId;
}

/** What signalling lays on the shipped files; nothing when it is what it knows. */
export async function tellOverlay(
  { db }: Context,
  known: WordingOverlay['revision'] | undefined,
): Promise<WordingOverlay | undefined> {
  const { phrase, term } = await store.newestRevisions(db);
  if (known?.phrase === phrase && known.term === term) return undefined;
  return (await readWordings(db)).overlay;
}
