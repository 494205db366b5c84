export type { CaptionsLogger, CaptionsOptions } from './captionsHost.ts';
export { CaptionsHost, CaptionsUnavailableError } from './captionsHost.ts';
export { readSpeechConfig, SpeechConfigError } from './config/readSpeechConfig.ts';
export type { SpeechConfig } from './config/schema.ts';
export type { GlossaryHit } from './glossary/index.ts';
export { findTerms, loadGlossary } from './glossary/index.ts';
export type { Flag, Guards, ReadBackReason, TranslatedLine } from './guards/index.ts';
export { checkTranslation, loadGuards, needsReadBack } from './guards/index.ts';
