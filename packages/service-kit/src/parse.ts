import type { ErrorCode } from '@silkconsult/protocol';
import type { z } from 'zod';
import { RefusedError } from './refusedError.ts';

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
  if (parsed.success) return parsed.data;
  throw new RefusedError(
    code,
    undefined,
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.code })),
  );
}
