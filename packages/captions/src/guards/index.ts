export { checkTranslation, type Flag, type TranslatedLine } from './check.ts';
export { type Guards, loadGuards } from './guards.ts';
export { otherLanguages } from './otherLanguages.ts';
export { needsReadBack } from './readBack.ts';
