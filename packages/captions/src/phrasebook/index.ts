export { loadPhrasebook, type Phrasebook } from './book.ts';
export { matchPhrase, type PhraseMatch } from './match.ts';
export { renderPhrase } from './render.ts';
export type { SlotValue } from './slots.ts';
