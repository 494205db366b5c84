export type { CaptionsLogger, CaptionsOptions } from './captionsHost.ts';
export { CaptionsHost, CaptionsUnavailableError } from './captionsHost.ts';
