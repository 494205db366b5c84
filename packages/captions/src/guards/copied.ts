/** The share of the source's words that a translation may keep: names, drugs, loan words. */
const MOST_KEPT = 0.75;

/** Whether a "translation" is the source, or most of it; `shared` gives the words that are right in both. */
export function isCopied(
  source: readonly string[],
  target: readonly string[],
  shared: () => ReadonlySet<string>,
): boolean {
  if (!keeps(source, target, new Set())) return false;
  return keeps(source, target, shared());
}

function keeps(
  source: readonly string[],
  target: readonly string[],
  shared: ReadonlySet<string>,
): boolean {
  const own = (tokens: readonly string[]) =>
    tokens.filter((token) => /\p{L}/u.test(token) && !shared.has(token));
  const left = own(source);
  const right = own(target);
  if (right.length === 0 || left.length === 0) return false;
  const known = new Set(left);
  const kept = right.filter((token) => known.has(token)).length;
  return right.length < 3 ? left.join(' ') === right.join(' ') : kept / right.length > MOST_KEPT;
}
