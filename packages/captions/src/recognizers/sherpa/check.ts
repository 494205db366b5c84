import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { OfflineRecognizerConfig, OnlineRecognizerConfig } from 'sherpa-onnx-node';

const PROBE = fileURLToPath(new URL('./probe.ts', import.meta.url));
/** The largest models take a while from a slow disk. */
const TIMEOUT_MS = 120_000;

/** A model as its recogniser is told of it. */
export type ModelToTry =
  | { kind: 'offline'; config: OfflineRecognizerConfig }
  | { kind: 'online'; config: OnlineRecognizerConfig };

/**
 * Whether a model loads and decodes a clip of speech. Tried in a child process, because the library
 * ends the process that gives it a corrupt file.
 */
export function modelWorks(model: ModelToTry, timeoutMs = TIMEOUT_MS): Promise<boolean> {
  return new Promise((resolve) => {
    const child = fork(PROBE, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    let works = false;
    const late = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.once('message', (answer: { works: boolean }) => {
      works = answer.works;
    });
    child.once('error', () => resolve(false));
    child.once('exit', () => {
      clearTimeout(late);
      resolve(works);
    });
    // It may have died before it could be asked; then `exit` says so.
    child.send(model, () => undefined);
  });
}
