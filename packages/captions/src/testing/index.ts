/** For tests and benchmarks: speech by flite as the RTP packets of a browser's microphone. */
export * from './rtp.ts';
export * from './speech.ts';
