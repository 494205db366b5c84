/** Absolute discounting: what each n-gram that was seen gives up for those that were not. */
const DISCOUNT = 0.5;
const ORDER = 3;

interface Counts {
  /** Times each n-gram occurs, keyed by its words. */
  grams: Map<string, number>;
  /** Of each history: how often it occurs, and by how many different words it is followed. */
  histories: Map<string, { total: number; followers: number }>;
}

/**
 * A trigram language model of these sentences in the ARPA format, with interpolated absolute
 * discounting. Mixed into a general model it makes the expected sentences likelier and forbids none.
 *
 * @param sentences lower-case words, no punctuation.
 */
export function arpaOf(sentences: readonly (readonly string[])[]): string {
  const orders = Array.from({ length: ORDER }, (_, i) => count(sentences, i + 1));
  const probabilityOf = (words: readonly string[]): number => {
    const counts = orders[words.length - 1];
    const history = counts?.histories.get(words.slice(0, -1).join(' '));
    if (words.length === 1) {
      return (counts?.grams.get(words[0] ?? '') ?? 0) / (history?.total ?? 1);
    }
    const shorter = probabilityOf(words.slice(1));
    if (!history) return shorter;
    const seen = Math.max(0, (counts?.grams.get(words.join(' ')) ?? 0) - DISCOUNT);
    return (seen + DISCOUNT * history.followers * shorter) / history.total;
  };
  const sections = orders.map(({ grams }, i) => {
    const lines = [...grams.keys()].map((gram) => {
      const words = gram.split(' ');
      const logProbability = gram === '<s>' ? -99 : Math.log10(probabilityOf(words));
      const history = orders[i + 1]?.histories.get(gram);
      // The weight of an unseen follower: exactly what the seen ones were discounted by.
      const backoff = history ? Math.log10((DISCOUNT * history.followers) / history.total) : 0;
      const tail = i + 1 < ORDER ? `\t${backoff.toFixed(4)}` : '';
      return `${logProbability.toFixed(4)}\t${gram}${tail}`;
    });
    return `\\${i + 1}-grams:\n${lines.join('\n')}\n`;
  });
  const header = orders.map(({ grams }, i) => `ngram ${i + 1}=${grams.size}`).join('\n');
  return `\\data\\\n${header}\n\n${sections.join('\n')}\n\\end\\\n`;
}

function count(sentences: readonly (readonly string[])[], order: number): Counts {
  const grams = new Map<string, number>();
  for (const sentence of sentences) {
    const words = ['<s>', ...sentence, '</s>'];
    for (let at = 0; at + order <= words.length; at++) {
      const gram = words.slice(at, at + order).join(' ');
      grams.set(gram, (grams.get(gram) ?? 0) + 1);
    }
  }
  const histories: Counts['histories'] = new Map();
  for (const [gram, times] of grams) {
    // Nothing is ever followed by the beginning of a sentence.
    if (gram === '<s>') continue;
    const history = gram.split(' ').slice(0, -1).join(' ');
    const known = histories.get(history) ?? { total: 0, followers: 0 };
    histories.set(history, { total: known.total + times, followers: known.followers + 1 });
  }
  return { grams, histories };
}
