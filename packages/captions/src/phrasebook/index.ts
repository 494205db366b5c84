export { compilePhrasebook, loadPhrasebook, type Phrasebook, reviewStateOf } from './book.ts';
export { matchPhrase, type PhraseMatch } from './match.ts';
export { tokenize } from './normalize.ts';
export { renderPhrase } from './render.ts';
export type { PhraseEntry, ReviewState } from './schema.ts';
export { type PhraseSuggestion, searchPhrases } from './search.ts';
export type { SlotValue } from './slots.ts';
