import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@silkconsult/protocol';
import type { OfflineRecognizerConfig, OnlineRecognizerConfig } from 'sherpa-onnx-node';
import type { OfflineFamily, OnlineFamily } from './families.ts';
import { modelLanguage, OFFLINE_FAMILIES, ONLINE_FAMILIES } from './families.ts';

export interface SherpaModel<Family = OfflineFamily> {
  family: Family;
  /** Where the model's files are. */
  folder: string;
  /** How many threads one decode may take. */
  threads: number;
}

const FEATURES = { featConfig: { sampleRate: 16_000, featureDim: 80 } } as const;

/**
 * What sherpa-onnx is told to load a model folder as it is published: one .onnx file for each part
 * of the family, and `tokens.txt`. Of several sizes the 8-bit one is taken.
 *
 * @throws Error that names the file which is missing.
 */
export function offlineConfig(model: SherpaModel, language: Language): OfflineRecognizerConfig {
  const family = OFFLINE_FAMILIES[model.family];
  const { files, common } = readFolder(model, family.parts);
  return {
    ...FEATURES,
    modelConfig: { ...family.config(files, modelLanguage(language)), ...common },
  };
}

/** The same for a model that recognises while somebody speaks. @throws Error as there. */
export function onlineConfig(model: SherpaModel<OnlineFamily>): OnlineRecognizerConfig {
  const family = ONLINE_FAMILIES[model.family];
  const { files, common } = readFolder(model, family.parts);
  return {
    ...FEATURES,
    modelConfig: { ...family.config(files), ...common },
    decodingMethod: 'greedy_search',
    // Segments end where our own voice detection says so.
    enableEndpoint: 0,
  };
}

function readFolder(model: SherpaModel<string>, parts: readonly string[]) {
  const names = filesOf(model.folder);
  const files: Record<string, string> = {};
  for (const part of parts) files[part] = join(model.folder, partFile(names, part, model));
  const tokens = names.find((name) => /(^|[-_.])tokens\.txt$/.test(name));
  if (!tokens) throw new Error(`${model.folder} has no tokens.txt`);
  return {
    files,
    common: {
      tokens: join(model.folder, tokens),
      numThreads: model.threads,
      ...({ provider: 'cpu', debug: 0 } as const),
    },
  };
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
