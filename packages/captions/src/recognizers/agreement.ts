/** Scripts that are written without spaces between words: any place between two signs will do. */
const UNSPACED = /[\p{Script=Han}\p{P}\s]/u;

/**
 * What two consecutive decodes of a growing segment agree on, up to the end of a whole word.
 *
 * @example agreedText('жүрөгүм оор', 'жүрөгүм ооруп жатат') // 'жүрөгүм'
 */
export function agreedText(previous: string, current: string): string {
  const a = [...previous];
  const b = [...current];
  let end = 0;
  while (end < a.length && end < b.length && a[end] === b[end]) end++;
  const wordEnds = (signs: string[]) =>
    end === signs.length || UNSPACED.test(signs[end] ?? '') || UNSPACED.test(signs[end - 1] ?? '');
  while (end > 0 && !(wordEnds(a) && wordEnds(b))) end--;
  return b.slice(0, end).join('').trimEnd();
}
