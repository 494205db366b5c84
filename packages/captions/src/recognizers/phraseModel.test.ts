import { expect, it } from '@jest/globals';
import { arpaOf } from './phraseModel.ts';

const SENTENCES = ['take a deep breath', 'take a tablet', 'do you have a headache', 'a'].map(
  (sentence) => sentence.split(' '),
);

function parse(arpa: string) {
  const grams = new Map<string, { p: number; backoff: number }>();
  for (const line of arpa.split('\n')) {
    const [p, gram, backoff] = line.split('\t');
    if (gram !== undefined)
      grams.set(gram, { p: 10 ** Number(p), backoff: 10 ** Number(backoff ?? 0) });
  }
  return grams;
}

it('is a probability: after every history, all words together are certain', () => {
  const grams = parse(arpaOf(SENTENCES));
  const probability = (words: string[]): number => {
    const seen = grams.get(words.join(' '));
    if (seen || words.length === 1) return seen?.p ?? 0;
    const backoff = grams.get(words.slice(0, -1).join(' '))?.backoff ?? 1;
    return backoff * probability(words.slice(1));
  };
  const vocabulary = [...new Set(SENTENCES.flat()), '</s>'];
  const histories = [
    ['take'],
    ['<s>', 'take'],
    ['a', 'deep'],
    ['you', 'have'],
    ['breath', 'take'],
    [],
  ];
  for (const history of histories) {
    const total = vocabulary.reduce((sum, word) => sum + probability([...history, word]), 0);
    expect(total).toBeCloseTo(1, 2);
  }
});

it('declares as many n-grams as it lists', () => {
  const arpa = arpaOf(SENTENCES);
  for (const order of [1, 2, 3]) {
    const declared = Number(new RegExp(`ngram ${order}=(\\d+)`).exec(arpa)?.[1]);
    const section = arpa.split(`\\${order}-grams:\n`)[1]?.split('\n\n')[0] ?? '';
    expect(section.trim().split('\n')).toHaveLength(declared);
  }
});
