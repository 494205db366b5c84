/** The deepest of ours, RTP parameters, has six levels. */
const MAX_DEPTH = 12;

/**
 * Whether a message is nested no deeper than any that we know. Libraries clone and validate
 * structures recursively; a message of a hundred thousand brackets must not reach them.
 */
export function isShallow(message: unknown): boolean {
  let level: unknown[] = [message];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    if (level.length === 0) return true;
  }
  return false;
}
