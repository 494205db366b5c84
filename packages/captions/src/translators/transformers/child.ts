/** The child process of `TransformersTranslator`: one model, one line after the other. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadLibrary, type TranslationPipeline } from './library.ts';
import type { FromChild, ToChild } from './messages.ts';

/** A spoken line is at most 8 s long. */
const MAX_TOKENS = 256;

const post = (message: FromChild) => process.send?.(message);

async function load(folder: string, threads: number): Promise<TranslationPipeline> {
  const { env, pipeline } = await loadLibrary(threads);
  env.localModelPath = `${dirname(folder)}/`;
  const small = existsSync(join(folder, 'onnx', 'encoder_model_quantized.onnx'));
  const dtype = small ? 'q8' : 'fp32';
  const loaded = await pipeline('translation', basename(folder), { dtype, device: 'auto' });
  post({ type: 'ready' });
  return loaded;
}

async function translate(
  pipeline: TranslationPipeline,
  { id, text, from, to }: Extract<ToChild, { type: 'translate' }>,
): Promise<void> {
  // Models of a single pair know no names of languages.
  const pair = pipeline.tokenizer.language_codes && { src_lang: from, tgt_lang: to };
  const options = { ...pair, max_new_tokens: MAX_TOKENS, num_beams: 1, do_sample: false };
  const [answer] = await pipeline(text, options);
  if (answer === undefined) return void post({ type: 'failed', id, reason: 'garbage' });
  // Half a sentence may say the opposite.
  const tokens = pipeline.tokenizer(answer.translation_text).input_ids.dims.at(-1) ?? 0;
  if (tokens >= MAX_TOKENS) post({ type: 'failed', id, reason: 'cut' });
  else post({ type: 'translated', id, text: answer.translation_text });
}

let pipeline: Promise<TranslationPipeline> | undefined;
let before: Promise<unknown> = Promise.resolve();

process.on('message', (message: ToChild) => {
  if (message.type === 'load') {
    pipeline = load(message.folder, message.threads);
    pipeline.catch(() => process.exit(1));
    return;
  }
  const loaded = pipeline;
  before = before
    .then(async () => loaded && (await translate(await loaded, message)))
    .catch(() => post({ type: 'failed', id: message.id, reason: 'garbage' }));
});
// The parent decides when this process ends; a Ctrl-C in the terminal reaches both.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
