/**
 * A name for a new term, by its English words where it has them; none that is taken.
 *
 * @example newTermId('Dry cupping', new Set(['dryCupping'])) // 'dryCuppingB'
 */
export function newTermId(english: string | undefined, taken: ReadonlySet<string>): string {
  const words = (english ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
  const camel = words.map((word, at) => (at === 0 ? word : capitalised(word))).join('');
  const base = camel.slice(0, 50) || 'added';
  for (let n = 0; ; n++) {
    const id = n === 0 ? base : base + letters(n);
    if (!taken.has(id)) return id;
  }
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** 1 is B, as a second one of a name; after Z comes BA. */
function letters(n: number): string {
  const letter = String.fromCharCode(65 + (n % 26));
  return n < 26 ? letter : letters(Math.floor(n / 26)) + letter;
}
