/** Words as a recogniser writes them: lower case, no punctuation but the apostrophe. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  );
}

export interface WordErrors {
  /** Substitutions, insertions and deletions. */
  errors: number;
  /** Words of the reference that the hypothesis was held against. */
  words: number;
  rate: number;
}

/**
 * Word errors of `heard` against the best stretch of `said`.
 *
 * The stretch may start and end anywhere, because a microphone that plays a recording in a loop
 * is switched on in the middle of it: say the recording twice or three times in `said`.
 */
export function wordErrors(said: readonly string[], heard: readonly string[]): WordErrors {
  // Row by row over what was heard; each cell keeps where its stretch of `said` began.
  let costs = said.concat('').map(() => 0);
  let starts = costs.map((_, index) => index);
  for (const [row, word] of heard.entries()) {
    const nextCosts = [row + 1];
    const nextStarts = [0];
    for (let column = 1; column <= said.length; column++) {
      const options = [
        [at(costs, column - 1) + (said[column - 1] === word ? 0 : 1), at(starts, column - 1)],
        [at(costs, column) + 1, at(starts, column)],
        [at(nextCosts, column - 1) + 1, at(nextStarts, column - 1)],
      ] as const;
      const [cost, start] = options.reduce((a, b) => (b[0] < a[0] ? b : a));
      nextCosts.push(cost);
      nextStarts.push(start);
    }
    costs = nextCosts;
    starts = nextStarts;
  }
  const end = costs.indexOf(Math.min(...costs));
  const words = end - at(starts, end);
  const errors = at(costs, end);
  return { errors, words, rate: words === 0 ? 1 : errors / words };
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no cell ${index}`);
  return value;
}
