/**
 * transformers.js on the WebAssembly build of ONNX Runtime: in there a corrupt model can do nothing
 * but fail, and 270 MB of a second native runtime stay away. Only for the child process.
 */
import { createRequire, registerHooks } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** As much of the library as we use. */
interface Library {
  env: {
    allowRemoteModels: boolean;
    useFSCache: boolean;
    useWasmCache: boolean;
    localModelPath: string;
    logLevel: number;
    fetch(): never;
  };
  pipeline(
    task: 'translation',
    model: string,
    options: { dtype: 'q8' | 'fp32'; device: 'auto' },
  ): Promise<TranslationPipeline>;
}

export interface TranslationPipeline {
  (text: string, options: object): Promise<{ translation_text: string }[]>;
  tokenizer: { (text: string): { input_ids: { dims: number[] } }; language_codes?: string[] };
}

interface Runtime {
  env: { wasm: { numThreads: number; wasmPaths: string } };
}

const LOG_NOTHING = 50;

export async function loadLibrary(threads: number): Promise<Library> {
  // It loads images for other tasks with sharp, which is not installed (see package.json, overrides).
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'sharp'
        ? { url: 'data:text/javascript,export default {}', format: 'module', shortCircuit: true }
        : next(specifier, context),
  });
  const runtime: Runtime = await import(import.meta.resolve('onnxruntime-web'));
  const files = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  runtime.env.wasm.numThreads = threads;
  runtime.env.wasm.wasmPaths = `${pathToFileURL(files).href}/`;
  // Where the library looks for a runtime before it takes its own.
  Object.assign(globalThis, { [Symbol.for('onnxruntime')]: runtime });
  const library: Library = await import(import.meta.resolve('@huggingface/transformers'));
  library.env.allowRemoteModels = false;
  library.env.useFSCache = false;
  library.env.useWasmCache = false;
  library.env.logLevel = LOG_NOTHING;
  library.env.fetch = () => {
    throw new Error('nothing is fetched');
  };
  return library;
}
