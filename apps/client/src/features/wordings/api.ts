import type { Language } from '@silkconsult/protocol';
import type {
  NewTerm,
  WordingChange,
  WordingEntry,
  WordingKind,
  WordingListQuery,
} from '@silkconsult/protocol/wordings';
import {
  wordingEntrySchema,
  wordingHistorySchema,
  wordingListSchema,
} from '@silkconsult/protocol/wordings';
import { ask } from '../../api/http.ts';

export const WORDINGS_KEY = ['wordings'] as const;
export const FILES = { phrase: 'phrasebook.json', term: 'glossary.json' } as const;

const PATH = '/api/wordings';
const entryPath = (kind: WordingKind, id: string) => `${PATH}/${kind}/${encodeURIComponent(id)}`;

/** The page of an entry. A full stop in an address would ask for a file. */
export const addressOf = (kind: WordingKind, id: string) =>
  `/wordings/${kind}/${id.replace('.', '-')}`;

export const filePath = (kind: WordingKind) => `${PATH}/${kind}/file`;

export function listWordings(query: WordingListQuery) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return ask(`${PATH}?${search}`, wordingListSchema);
}

export const getEntry = (kind: WordingKind, id: string) =>
  ask(entryPath(kind, id), wordingEntrySchema);

export const getHistory = (kind: WordingKind, id: string) =>
  ask(`${entryPath(kind, id)}/history`, wordingHistorySchema);

export const changeWording = (
  { kind, id }: Pick<WordingEntry, 'kind' | 'id'>,
  language: Language,
  change: WordingChange,
) => ask(`${entryPath(kind, id)}/${language}`, wordingEntrySchema, { method: 'PUT', body: change });

export const signWording = (
  { kind, id }: Pick<WordingEntry, 'kind' | 'id'>,
  language: Language,
  version: number,
) =>
  ask(`${entryPath(kind, id)}/${language}/signature`, wordingEntrySchema, {
    method: 'POST',
    body: { version },
  });

export const addTerm = (term: NewTerm) =>
  ask('/api/glossary-terms', wordingEntrySchema, { method: 'POST', body: term });

/** What is written one in each line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
