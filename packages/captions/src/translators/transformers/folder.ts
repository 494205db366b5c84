import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@silkconsult/protocol';
import { z } from 'zod';

/** Tokenizers of models that translate between many languages and are told which. */
const TOLD_LANGUAGES = ['M2M100Tokenizer', 'NllbTokenizer', 'MBart50Tokenizer', 'MBartTokenizer'];
/** Most models' name for a language, where it is not ours. */
const CODES: Partial<Record<Language, string>> = { 'zh-CN': 'zh' };

const tokenizerConfig = z.object({ tokenizer_class: z.string() });
const tokenizer = z.object({ added_tokens: z.array(z.object({ content: z.string() })) });

export type Codes = Partial<Record<Language, string>>;

/** The model's name for a language. */
export function modelCode(codes: Codes, language: Language): string {
  return codes[language] ?? CODES[language] ?? language;
}

/** What is wrong with a folder from which transformers.js is to translate these languages. */
export function folderFaults(
  folder: string,
  languages: readonly Language[],
  codes: Codes,
): string[] {
  const onnx = ['encoder_model', 'decoder_model_merged'].filter(
    (part) =>
      !['_quantized', ''].some((size) => isFile(join(folder, 'onnx', `${part}${size}.onnx`))),
  );
  const missing = [
    ...['config.json', 'tokenizer.json', 'tokenizer_config.json'].filter(
      (name) => !isFile(join(folder, name)),
    ),
    ...onnx.map((part) => `onnx/${part}_quantized.onnx`),
  ];
  if (missing.length > 0) return [`has no ${missing.join(', ')} in its folder ${folder}.`];
  const config = parsed(tokenizerConfig, join(folder, 'tokenizer_config.json'));
  const words = parsed(tokenizer, join(folder, 'tokenizer.json'));
  if (!config || !words) return [`has a tokenizer in ${folder} that cannot be read.`];
  if (!TOLD_LANGUAGES.includes(config.tokenizer_class)) return [];
  const known = new Set(words.added_tokens.map(({ content }) => content.replaceAll('__', '')));
  return languages
    .filter((language) => !known.has(modelCode(codes, language)))
    .map(
      (language) =>
        `has a model that does not know ${modelCode(codes, language)}: give its name for ${language} under codes, or route ${language} elsewhere.`,
    );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function parsed<S extends z.ZodType>(schema: S, path: string): z.output<S> | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
