import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a model cuts words into its tokens, by sherpa-onnx's names. */
export const MODELING_UNITS = ['cjkchar', 'bpe', 'cjkchar+bpe'] as const;
export type ModelingUnit = (typeof MODELING_UNITS)[number];

/** A file of words to expect, which the library reads when it loads a model. */
export interface HotwordsFile {
  path: string;
  remove(): Promise<void>;
}

/** Writes the words that the model can spell; undefined when there is none. */
export async function writeHotwords(
  words: readonly string[],
  unit: ModelingUnit,
  tokensFile: string,
): Promise<HotwordsFile | undefined> {
  const tokens = tokensIn(await readFile(tokensFile, 'utf8'));
  const spelt = words.flatMap((word) => speltWith(tokens, word, unit) ?? []);
  if (spelt.length === 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'hotwords-'));
  const path = join(folder, 'hotwords.txt');
  await writeFile(path, `${spelt.join('\n')}\n`);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

function tokensIn(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').map((line) => line.slice(0, line.trimEnd().lastIndexOf(' '))));
}

/**
 * A word in letters that the model knows, in capitals where it knows no others; undefined when it
 * has none for it. The library would expect the rest of such a word.
 */
export function speltWith(
  tokens: ReadonlySet<string>,
  word: string,
  unit: ModelingUnit,
): string | undefined {
  const letters = new Set([...tokens].join(''));
  const known = (sign: string) => {
    if (unit === 'bpe' || (unit === 'cjkchar+bpe' && !/\p{Script=Han}/u.test(sign)))
      return letters.has(sign);
    // The library does not part letters of ASCII.
    return tokens.has(sign) && !/[a-z]/i.test(sign);
  };
  return [word, word.toUpperCase()].find((spelling) =>
    [...spelling].every((sign) => sign === ' ' || known(sign)),
  );
}
