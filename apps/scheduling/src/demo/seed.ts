import { createHash } from 'node:crypto';

/**
 * An id that is the same at every start on every machine, so that the demonstration data can be
 * topped up instead of being made anew: a version 8 UUID (RFC 9562) of the key's hash.
 */
export function demoId(...key: (string | number)[]): string {
  const hash = createHash('sha256')
    .update(['silkconsult-demo', ...key].join('/'))
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => hex.slice(ends[index - 1] ?? 0, end))
    .join('-');
}

/** A number from 0 up to below `limit` that depends on the key alone. */
export function demoNumber(limit: number, ...key: (string | number)[]): number {
  return createHash('sha256').update(key.join('/')).digest().readUInt32BE(0) % limit;
}

/** One of the choices, depending on the key alone. */
export function demoChoice<T>(choices: readonly T[], ...key: (string | number)[]): T {
  const choice = choices[demoNumber(choices.length, ...key)];
  if (choice === undefined) throw new Error('nothing to choose from');
  return choice;
}
