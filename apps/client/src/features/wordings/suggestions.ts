import type { Me } from '@silkconsult/protocol';
import type {
  NewTermSuggestion,
  SuggestionDecision,
  SuggestionOutcome,
  TermSuggestion,
} from '@silkconsult/protocol/wordings';
import {
  suggestionListSchema,
  suggestionOutcomeSchema,
  termSuggestionSchema,
} from '@silkconsult/protocol/wordings';
import { ask } from '../../api/http.ts';

const SUGGESTIONS = '/api/term-suggestions';
export const SUGGESTIONS_KEY = ['termSuggestions'] as const;

export function suggestTerm(suggestion: NewTermSuggestion): Promise<SuggestionOutcome> {
  return ask(SUGGESTIONS, suggestionOutcomeSchema, { method: 'POST', body: suggestion });
}

/** @param mine What the reader suggested; else everything, for those who decide. */
export async function listSuggestions(mine: boolean): Promise<TermSuggestion[]> {
  const path = mine ? `${SUGGESTIONS}?mine=true` : SUGGESTIONS;
  return (await ask(path, suggestionListSchema)).items;
}

export function decideSuggestion(
  id: string,
  decision: SuggestionDecision,
): Promise<TermSuggestion> {
  const path = `${SUGGESTIONS}/${encodeURIComponent(id)}/decision`;
  return ask(path, termSuggestionSchema, { method: 'POST', body: decision });
}

/** Whether this person has terms to suggest; the server decides. */
export function maySuggest(me: Pick<Me, 'role'> | undefined): boolean {
  return me?.role === 'practitioner' || me?.role === 'interpreter';
}
