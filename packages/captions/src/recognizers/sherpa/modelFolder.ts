import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@silkconsult/protocol';
import type { OfflineRecognizerConfig } from 'sherpa-onnx-node';
import type { OfflineFamily } from './families.ts';
import { modelLanguage, OFFLINE_FAMILIES } from './families.ts';

export interface SherpaModel {
  family: OfflineFamily;
  /** Where the model's files are. */
  folder: string;
  /** How many threads one decode may take. */
  threads: number;
}

/**
 * What sherpa-onnx is told to load a model folder as it is published: one .onnx file for each part
 * of the family, and `tokens.txt`. Of several sizes the 8-bit one is taken.
 *
 * @throws Error that names the file which is missing.
 */
export function offlineConfig(model: SherpaModel, language: Language): OfflineRecognizerConfig {
  const family = OFFLINE_FAMILIES[model.family];
  const names = filesOf(model.folder);
  const files: Record<string, string> = {};
  for (const part of family.parts) files[part] = join(model.folder, partFile(names, part, model));
  const tokens = names.find((name) => /(^|[-_.])tokens\.txt$/.test(name));
  if (!tokens) throw new Error(`${model.folder} has no tokens.txt`);
  return {
    featConfig: { sampleRate: 16_000, featureDim: 80 },
    modelConfig: {
      ...family.config(files, modelLanguage(language)),
      tokens: join(model.folder, tokens),
      numThreads: model.threads,
      provider: 'cpu',
      debug: 0,
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

function partFile(names: readonly string[], part: string, { folder, family }: SherpaModel): string {
  const onnx = names.filter((name) => name.endsWith('.onnx'));
  const named = onnx.filter((name) => name.includes(part));
  // A folder with a single .onnx file may call it as it likes.
  const candidates = named.length === 0 && part === 'model' && onnx.length === 1 ? onnx : named;
  const file = candidates.find((name) => name.includes('int8')) ?? candidates[0];
  if (!file) throw new Error(`${folder} has no ${part} (.onnx) of the family ${family}`);
  return file;
}
