import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Loaded when it is needed: where the native library does not load, typing must go on. */
export function sherpa(): typeof import('sherpa-onnx-node') {
  return require('sherpa-onnx-node') as typeof import('sherpa-onnx-node');
}
