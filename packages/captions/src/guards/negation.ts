export interface NegationRules {
  answer: RegExp;
  words: RegExp;
  soft: RegExp;
  excepts: readonly RegExp[];
}

/** Whether a line denies, and whether it holds a word that another language may deny with. */
export interface Polarity {
  /** It begins with "No,". */
  answer: boolean;
  denied: boolean;
  maybe: boolean;
}

export function polarityOf(
  text: string,
  { answer, words, soft, excepts }: NegationRules,
): Polarity {
  const said = text.replace(answer, '');
  const rest = excepts.reduce((t, except) => t.replace(except, ' '), said);
  return { answer: said !== text, denied: rest.search(words) >= 0, maybe: rest.search(soft) >= 0 };
}

/**
 * A denial that was lost, or one that came from nowhere. "Stop" answers "do not take any more";
 * it does not answer "do not stop".
 */
export function negationDiffers(source: Polarity, target: Polarity): boolean {
  if (source.answer !== target.answer) return true;
  if (source.denied === target.denied) return false;
  const [denying, other] = source.denied ? [source, target] : [target, source];
  return denying.maybe || !other.maybe;
}
