import type { ErrorCode } from '@silkconsult/protocol';
import type { z } from 'zod';
import { RefusedError } from './refusedError.ts';

/**
 * Where in a value there is text that no database keeps as it is: with a NUL, which PostgreSQL
 * refuses, or with half a surrogate pair, which becomes another character on its way there.
 */
function unfitText(value: unknown, path = ''): string | undefined {
  const at = (key: string | number) => (path ? `${path}.${key}` : String(key));
  if (typeof value === 'string') {
    const fit = value.isWellFormed() && !value.includes('\u0000');
    return fit ? undefined : path;
  }
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) {
      const found = unfitText(one, at(index));
      if (found !== undefined) return found;
    }
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
    for (const [key, one] of Object.entries(value)) {
      const found = unfitText(one, at(key));
      if (found !== undefined) return found;
    }
  return undefined;
}

/**
 * Parse once at the boundary; inside, types are true.
 *
 * @throws RefusedError naming the fields that did not parse, never their values.
 */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  code: ErrorCode = 'invalid_request',
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    const path = unfitText(parsed.data);
    if (path === undefined) return parsed.data;
    throw new RefusedError(code, undefined, [{ path, message: 'unfit_text' }]);
  }
  throw new RefusedError(
    code,
    undefined,
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.code })),
  );
}
