export * from './config.ts';
export * from './http.ts';
export * from './logger.ts';
export * from './metrics.ts';
export * from './parse.ts';
export * from './refusedError.ts';
export * from './shutdown.ts';
export * from './signature.ts';
