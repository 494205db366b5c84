import type { Entry } from '@silkconsult/captions/wordings';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type {
  ShownWording,
  WordingEntry,
  WordingHistory,
  WordingKind,
  WordingListAnswer,
  wordingListQuerySchema,
} from '@silkconsult/protocol/wordings';
import type { z } from 'zod';
import type { Queries } from '../database/types.ts';
import type { Viewer } from '../rules/viewer.ts';
import { refuseEditing, refuseSigning } from './rules/access.ts';
import { suits } from './rules/search.ts';
import type { WordingState } from './state.ts';
import { historyOf, languagesOf, suggestersOf } from './store.ts';

const mayEdit = (viewer: Viewer) => refuseEditing(viewer) === undefined;

export async function viewEntry(
  db: Queries,
  viewer: Viewer,
  state: WordingState,
  kind: WordingKind,
  entry: Entry,
): Promise<WordingEntry> {
  const spoken = await languagesOf(db, viewer.personId);
  const suggesters = kind === 'term' ? await suggestersOf(db, entry.id) : [];
  const languages: Partial<Record<Language, ShownWording>> = {};
  for (const language of LANGUAGE_CODES) {
    const shown = entry.languages[language];
    if (!shown) continue;
    const row = state.rowOf(kind, entry.id, language);
    const authors = row ? [row.by_id, ...suggesters] : [];
    const { review } = shown;
    languages[language] = {
      ...shown,
      version: row?.version ?? 0,
      by: row && { id: row.by_id, name: row.by_name },
      at: row?.at.toISOString(),
      maySign: refuseSigning(viewer, spoken, { language, review, authors }) === undefined,
    };
  }
  const added = kind === 'term' && state.overlay.addedTerms.some(({ id }) => id === entry.id);
  return { kind, id: entry.id, topic: entry.topic, added, languages, mayEdit: mayEdit(viewer) };
}

export function viewList(
  viewer: Viewer,
  { data, entries: entriesOf }: WordingState,
  query: z.output<typeof wordingListQuerySchema>,
): WordingListAnswer {
  const entries = entriesOf(query.kind);
  const { owner, version } = query.kind === 'phrase' ? data.phrasebook : data.glossary;
  const found = entries.filter((entry) => suits(entry, query));
  return {
    items: found
      .slice(query.offset, query.offset + query.limit)
      .map(({ id, topic, languages }) => ({
        ...{ id, topic },
        texts: each(languages, ({ wording }) => wording.text),
        review: each(languages, ({ review }) => review),
      })),
    total: found.length,
    progress: progressOf(entries),
    topics: [...new Set(entries.map(({ topic }) => topic))],
    ...{ owner, version },
    mayEdit: mayEdit(viewer),
  };
}

function progressOf(entries: readonly Entry[]): WordingListAnswer['progress'] {
  const progress: WordingListAnswer['progress'] = {};
  for (const language of LANGUAGE_CODES) {
    const states = Map.groupBy(
      entries.flatMap(({ languages }) => languages[language]?.review ?? []),
      (review) => review,
    );
    progress[language] = Object.fromEntries(
      [...states].map(([review, { length }]) => [review, length]),
    );
  }
  return progress;
}

function each<T>(
  languages: Entry['languages'],
  value: (one: NonNullable<Entry['languages'][Language]>) => T,
): Partial<Record<Language, T>> {
  const values: Partial<Record<Language, T>> = {};
  for (const language of LANGUAGE_CODES) {
    const shown = languages[language];
    if (shown) values[language] = value(shown);
  }
  return values;
}

export async function viewHistory(
  db: Queries,
  kind: WordingKind,
  entryId: string,
): Promise<WordingHistory> {
  const rows = await historyOf(db, kind, entryId);
  return {
    items: rows.map(({ language, version, wording, review, by_id, by_name, at }) => ({
      ...{ language, version, wording, review },
      by: { id: by_id, name: by_name },
      at: at.toISOString(),
    })),
  };
}
