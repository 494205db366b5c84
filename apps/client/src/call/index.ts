export type { CaptionLine, CaptionSign } from './captions.ts';
export type { Correction } from './corrections.ts';
export { CallInterrupted, CallRefused } from './refused.ts';
export { CallSession } from './session.ts';
export type { CallState, Connection, Phase, RemoteMedia } from './state.ts';
export type { Store } from './store.ts';
