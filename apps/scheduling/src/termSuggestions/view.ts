import { termLookUp, type WordingData } from '@silkconsult/captions/wordings';
import type { TermSuggestion } from '@silkconsult/protocol/wordings';
import type { Queries } from '../database/types.ts';
import { type SuggestionRow, suggestersOfAll } from './store.ts';

const MOST_SIMILAR = 5;

/** @param data For who decides: what the glossary has already of each. */
export async function viewSuggestions(
  db: Queries,
  rows: readonly SuggestionRow[],
  data?: WordingData,
): Promise<TermSuggestion[]> {
  const suggesters = await suggestersOfAll(
    db,
    rows.map(({ id }) => id),
  );
  const lookUp = data && termLookUp(data);
  return rows.map((row) => {
    const source = { language: row.source_language, text: row.source_text };
    const target = { language: row.target_language, text: row.target_text };
    const similar = row.status === 'open' ? (lookUp?.([source, target]) ?? []) : [];
    return {
      ...{ id: row.id, source, target, status: row.status },
      by: suggesters
        .filter(({ suggestion_id }) => suggestion_id === row.id)
        .map(({ actor_id, name, note, at }) => ({
          ...{ id: actor_id, name, at: at.toISOString() },
          ...(note !== null && { note }),
        })),
      entryId: row.entry_id ?? undefined,
      reason: row.reason ?? undefined,
      decidedBy:
        row.decided_by === null ? undefined : { id: row.decided_by, name: row.decider_name ?? '' },
      decidedAt: row.decided_at?.toISOString(),
      similar: similar.slice(0, MOST_SIMILAR).map(({ id, texts }) => ({ id, texts })),
    };
  });
}
