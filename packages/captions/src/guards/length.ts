/** Lines shorter than this, in English letters, differ in length by chance. */
const SHORT = 24;
const MOST = 2.5;

/** Whether a translation is far too long or too short, measured in English letters. */
export function lengthIsSuspicious(
  source: { text: string; length: number },
  target: { text: string; length: number },
): boolean {
  const left = source.text.trim().length / source.length;
  const right = target.text.trim().length / target.length;
  if (right === 0) return left > 0;
  if (Math.max(left, right) < SHORT) return false;
  // Short lines may grow by a word or two.
  return right / left > MOST * (left < SHORT ? 1.5 : 1) || left / right > MOST;
}
