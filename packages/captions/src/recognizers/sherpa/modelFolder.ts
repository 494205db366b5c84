import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@silkconsult/protocol';
import type { OfflineRecognizerConfig, OnlineRecognizerConfig } from 'sherpa-onnx-node';
import type { OfflineFamily, OnlineFamily } from './families.ts';
import type { HotwordsFile, ModelingUnit } from './hotwordsFile.ts';
import { writeHotwords } from './hotwordsFile.ts';
import { modelLanguage, OFFLINE_FAMILIES, ONLINE_FAMILIES } from './families.ts';

export interface SherpaModel<Family = OfflineFamily> {
  family: Family;
  /** Where the model's files are. */
  folder: string;
  /** How many threads one decode may take. */
  threads: number;
  /** Words to expect, and how the model cuts words; of the family `transducer` only. */
  hotwords?: { unit: ModelingUnit; words: readonly string[] };
}

/** sherpa-onnx's own: how much each token of an expected word counts for. */
const HOTWORDS_SCORE = 1.5;
const FEATURES = { featConfig: { sampleRate: 16_000, featureDim: 80 } } as const;

/**
 * What sherpa-onnx is told to load a model folder as it is published: one .onnx file for each part
 * of the family, and `tokens.txt`. Of several sizes the 8-bit one is taken.
 *
 * @throws Error that names the file which is missing.
 */
export function offlineConfig(
  model: SherpaModel,
  language: Language,
  hotwords?: HotwordsFile,
): OfflineRecognizerConfig {
  const family = OFFLINE_FAMILIES[model.family];
  const { files, common } = readFolder(model, family.parts);
  const { cut, expected } = expecting(model, hotwords);
  return {
    ...{ ...FEATURES, ...expected },
    modelConfig: { ...family.config(files, modelLanguage(language)), ...common, ...cut },
  };
}

/** The same for a model that recognises while somebody speaks. @throws Error as there. */
export function onlineConfig(
  model: SherpaModel<OnlineFamily>,
  hotwords?: HotwordsFile,
): OnlineRecognizerConfig {
  const family = ONLINE_FAMILIES[model.family];
  const { files, common } = readFolder(model, family.parts);
  const { cut, expected } = expecting(model, hotwords);
  return {
    ...FEATURES,
    modelConfig: { ...family.config(files), ...common, ...cut },
    ...{ decodingMethod: 'greedy_search', ...expected },
    // Segments end where our own voice detection says so.
    enableEndpoint: 0,
  };
}

/** The file of words that a model is told to expect; undefined when it is told none. */
export async function hotwordsOf({
  folder,
  hotwords,
}: Pick<SherpaModel, 'folder' | 'hotwords'>): Promise<HotwordsFile | undefined> {
  if (!hotwords) return undefined;
  return writeHotwords(hotwords.words, hotwords.unit, tokensFile(folder, filesOf(folder)));
}

/** Words are expected by the one search that can be led by them. */
function expecting({ folder, hotwords }: SherpaModel<string>, file: HotwordsFile | undefined) {
  if (!hotwords || !file) return {};
  const bpeVocab = hotwords.unit.includes('bpe') ? join(folder, 'bpe.vocab') : undefined;
  if (bpeVocab && !filesOf(folder).includes('bpe.vocab')) {
    throw new Error(`${folder} has no bpe.vocab, by which words to expect are cut`);
  }
  return {
    cut: { modelingUnit: hotwords.unit, bpeVocab },
    expected: {
      ...({ decodingMethod: 'modified_beam_search' } as const),
      ...{ hotwordsFile: file.path, hotwordsScore: HOTWORDS_SCORE },
    },
  };
}

function readFolder(model: SherpaModel<string>, parts: readonly string[]) {
  const names = filesOf(model.folder);
  const files: Record<string, string> = {};
  for (const part of parts) files[part] = join(model.folder, partFile(names, part, model));
  return {
    files,
    common: {
      tokens: tokensFile(model.folder, names),
      numThreads: model.threads,
      ...({ provider: 'cpu', debug: 0 } as const),
    },
  };
}

function tokensFile(folder: string, names: readonly string[]): string {
  const tokens = names.find((name) => /(^|[-_.])tokens\.txt$/.test(name));
  if (!tokens) throw new Error(`${folder} has no tokens.txt`);
  return join(folder, tokens);
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw new Error(`the model folder ${folder} is not there`);
  }
}

function partFile(
  names: readonly string[],
  part: string,
  { folder, family }: SherpaModel<string>,
): string {
  const onnx = names.filter((name) => name.endsWith('.onnx'));
  const named = onnx.filter((name) => name.includes(part));
  // A folder of one model, in one size or several, may call it as it likes.
  const models = new Set(onnx.map((name) => name.replace(/[-_.](?:int8|fp16)(?=[-_.])/, '')));
  const candidates = named.length === 0 && part === 'model' && models.size === 1 ? onnx : named;
  const file = candidates.find((name) => name.includes('int8')) ?? candidates[0];
  if (!file) throw new Error(`${folder} has no ${part} (.onnx) of the family ${family}`);
  return file;
}
