export { compilePhrasebook, loadPhrasebook, type Phrasebook } from './book.ts';
export { canSay } from './chosen.ts';
export { type ExactMatch, exactPhrase, matchPhrase, type PhraseMatch } from './match.ts';
export { type NearMatch, suggestPhrases } from './near.ts';
export { renderPhrase } from './render.ts';
export type { SlotValue } from './slots.ts';
