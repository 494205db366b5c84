/** How often a piece of so many words may follow itself. */
const MOST: Readonly<Record<number, number>> = { 1: 3, 2: 2, 3: 2, 4: 2 };

/** Whether words follow themselves again and again, which only a machine does. */
export function isRepeated(tokens: readonly string[], source: readonly string[]): boolean {
  return repeats(tokens) && !repeats(source);
}

function repeats(tokens: readonly string[]): boolean {
  return Object.entries(MOST).some(([size, most]) =>
    tokens.some((_, at) => runFrom(tokens, at, Number(size)) > most),
  );
}

function runFrom(tokens: readonly string[], at: number, size: number): number {
  const piece = tokens.slice(at, at + size).join(' ');
  if (!/\p{L}/u.test(piece)) return 0;
  let count = 1;
  while (tokens.slice(at + count * size, at + (count + 1) * size).join(' ') === piece) count += 1;
  return count;
}
