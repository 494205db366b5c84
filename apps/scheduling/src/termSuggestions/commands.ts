import { randomUUID } from 'node:crypto';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type {
  NewTermSuggestion,
  SuggestionDecision,
  SuggestionOutcome,
  TermSuggestion,
} from '@silkconsult/protocol/wordings';
import { RefusedError } from '@silkconsult/service-kit';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Tx } from '../database/types.ts';
import { refuseIf } from '../http/refuse.ts';
import type { Viewer } from '../rules/viewer.ts';
import { draft, insertTerm } from '../wordings/commands.ts';
import { refuseEditing, refuseSuggesting } from '../wordings/rules/access.ts';
import { readWordings } from '../wordings/state.ts';
import { lockWordings } from '../wordings/store.ts';
import { holdsPair, pairKey } from './rules/pair.ts';
import * as store from './store.ts';
import { viewSuggestions } from './view.ts';

/** Nobody has so many terms waiting who means each of them. */
const MOST_OPEN = 100;

/**
 * Puts a pair of terms in the queue; not again where it waits already, and not at all where the
 * glossary has it.
 *
 * @throws RefusedError `forbidden`, `too_many_requests`
 */
export async function suggestTerm(
  { db, now }: Context,
  viewer: Viewer,
  suggestion: NewTermSuggestion,
): Promise<SuggestionOutcome> {
  refuseIf(refuseSuggesting(viewer));
  const { entries } = await readWordings(db);
  if (entries('term').some((entry) => holdsPair(entry, suggestion))) return { outcome: 'known' };
  return inTransaction(db, async (tx) => {
    if ((await store.countOpenOf(tx, viewer.personId)) >= MOST_OPEN)
      throw new RefusedError('too_many_requests');
    const { source, target, note } = suggestion;
    const [id, at, key] = [randomUUID(), now(), pairKey(suggestion)];
    const isNew = await store.insertSuggestion(tx, {
      ...{ id, pair_key: key, status: 'open', at },
      ...{ source_language: source.language, source_text: source.text },
      ...{ target_language: target.language, target_text: target.text },
    });
    const waiting = isNew ? { id } : await store.findOpen(tx, key);
    // Decided in this moment: what was decided is in the glossary, or was declined.
    if (!waiting) return { outcome: 'known' };
    await store.insertSuggester(tx, {
      ...{ suggestion_id: waiting.id, actor_id: viewer.personId, note: note ?? null, at },
    });
    await recordAudit(tx, at, viewer, 'suggest', 'term_suggestion', waiting.id);
    return { outcome: isNew ? 'queued' : 'joined' };
  });
}

/**
 * Takes a suggestion into the glossary, as a term of its own or in one that is there, or declines
 * it with a reason that its suggesters see.
 *
 * @throws RefusedError `forbidden`, `not_found`, `status_transition_refused` when somebody else has
 *   decided; else as the change of a wording
 */
export async function decide(
  { db, now }: Context,
  viewer: Viewer,
  id: string,
  decision: SuggestionDecision,
): Promise<TermSuggestion> {
  refuseIf(refuseEditing(viewer));
  return inTransaction(db, async (tx) => {
    await lockWordings(tx);
    const suggestion = await store.lockSuggestion(tx, id);
    if (!suggestion) throw new RefusedError('not_found');
    if (suggestion.status !== 'open') throw new RefusedError('status_transition_refused');
    const at = now();
    await store.decideSuggestion(tx, id, {
      status: decision.outcome,
      entry_id: await carryOut(tx, viewer, decision, at),
      reason: decision.outcome === 'declined' ? decision.reason : null,
      ...{ decided_by: viewer.personId, decided_at: at },
    });
    await recordAudit(tx, at, viewer, decision.outcome, 'term_suggestion', id);
    const [shown] = await viewSuggestions(tx, [await store.findSuggestion(tx, id)]);
    if (!shown) throw new Error('the suggestion that was just decided is there');
    return shown;
  });
}

/** @returns the entry that has it now */
async function carryOut(
  tx: Tx,
  viewer: Viewer,
  decision: SuggestionDecision,
  at: Date,
): Promise<string | null> {
  switch (decision.outcome) {
    case 'declined':
      return null;
    case 'accepted':
      return insertTerm(tx, viewer, decision.term, at);
    case 'merged': {
      const { entryId, changes } = decision;
      const { entries } = await readWordings(tx);
      if (!entries('term').some(({ id }) => id === entryId)) throw new RefusedError('not_found');
      for (const language of LANGUAGE_CODES) {
        const change = changes[language];
        if (change) await draft(tx, viewer, { kind: 'term', entryId, language }, change, at);
      }
      return entryId;
    }
  }
}
