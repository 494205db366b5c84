import { errorCode } from '../errorCode.ts';

/** SQLSTATEs that we act on; both drivers put them in `code`. */
const EXCLUSION_VIOLATION = '23P01';
const TRY_AGAIN = new Set(['40001', '40P01']);
/** PostgreSQL stops, starts, or has no connection left. */
const NOT_NOW = /^(08...|57P0[1-5]|53300)$/;
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Two holds of one actor would have overlapped. */
export function isOverlap(error: unknown): boolean {
  return errorCode(error) === EXCLUSION_VIOLATION;
}

/** The transaction lost against another one and may simply be run again. */
export function isWorthRetrying(error: unknown): boolean {
  return TRY_AGAIN.has(errorCode(error) ?? '');
}

/** The database cannot be reached at the moment. pg words two of these cases without a code. */
export function isDatabaseDown(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined) return NO_CONNECTION.has(code) || NOT_NOW.test(code);
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  );
}
