import type { Language } from '@silkconsult/protocol';
import type {
  ReviewState,
  SuggestionStatus,
  TermDomain,
  Wording,
  WordingKind,
} from '@silkconsult/protocol/wordings';
import type { Generated } from 'kysely';
import type { Json } from '../columns.ts';

interface WordingTable {
  revision: Generated<string>;
  id: string;
  kind: WordingKind;
  entry_id: string;
  language: Language;
  version: number;
  wording: Json<Wording>;
  review: Extract<ReviewState, 'drafted' | 'reviewed'>;
  by_id: string;
  at: Date;
}

interface AddedTermTable {
  id: string;
  domain: TermDomain;
  by_id: string;
  at: Date;
}

interface TermSuggestionTable {
  id: string;
  source_language: Language;
  source_text: string;
  target_language: Language;
  target_text: string;
  /** The pair in either direction, however its letters are written. */
  pair_key: string;
  status: SuggestionStatus;
  at: Date;
  entry_id: string | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

interface TermSuggesterTable {
  suggestion_id: string;
  actor_id: string;
  note: string | null;
  at: Date;
}

export interface WordingTables {
  wording: WordingTable;
  added_term: AddedTermTable;
  term_suggestion: TermSuggestionTable;
  term_suggester: TermSuggesterTable;
}
