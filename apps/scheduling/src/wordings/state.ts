import {
  type Entry,
  entriesOf,
  layOn,
  readShipped,
  type WordingData,
} from '@silkconsult/captions/wordings';
import type { Language } from '@silkconsult/protocol';
import type { WordingKind, WordingOverlay } from '@silkconsult/protocol/wordings';
import { wordingKey } from '@silkconsult/protocol/wordings';
import type { Queries } from '../database/types.ts';
import { addedTerms, newestRevisions, newestWordings, type WordingRow } from './store.ts';

let shipped: WordingData | undefined;

/** The files as they came with the program: read when they are first asked for. */
export function shippedWordings(): WordingData {
  shipped ??= readShipped();
  return shipped;
}

/** The wordings as they stand: the shipped files with what was changed here laid on. */
export interface WordingState {
  overlay: WordingOverlay;
  data: WordingData;
  /** The version of a wording that stands, where it was changed here. */
  rowOf(kind: WordingKind, entryId: string, language: Language): WordingRow | undefined;
  entries(kind: WordingKind): Entry[];
}

export async function readWordings(db: Queries): Promise<WordingState> {
  const [revision, added, rows] = await Promise.all([
    newestRevisions(db),
    addedTerms(db),
    newestWordings(db),
  ]);
  const overlay: WordingOverlay = {
    revision,
    addedTerms: added,
    wordings: rows.map(({ kind, entry_id: entryId, language, wording, review }) => ({
      ...{ kind, entryId, language, wording, review },
    })),
  };
  const data = layOn(shippedWordings(), overlay);
  const byKey = new Map(
    rows.map((row) => [`${row.kind} ${wordingKey(row.entry_id, row.language)}`, row]),
  );
  return {
    ...{ overlay, data },
    rowOf: (kind, entryId, language) => byKey.get(`${kind} ${wordingKey(entryId, language)}`),
    entries: (kind) => entriesOf(kind, data),
  };
}
