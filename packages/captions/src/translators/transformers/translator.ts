import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Language } from '@silkconsult/protocol';
import { EngineError } from '../engineError.ts';
import type { EngineSettings } from '../plan.ts';
import type { Translation, TranslationRequest, Translator } from '../translator.ts';
import { modelCode } from './folder.ts';
import type { FromChild, ToChild } from './messages.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** The largest models take a while from a slow disk. */
const LOAD_MS = 120_000;
/** Longer than anybody waits for a line. */
const HANG_MS = 20_000;
/** A model that cannot be loaded is not loaded again and again. */
const PAUSE_MS = 10_000;
/** Lines that may wait: what is behind them would come too late. */
const MOST_WAITING = 32;

interface Job {
  request: Pick<TranslationRequest, 'text' | 'from' | 'to' | 'signal'>;
  resolve(text: string): void;
  reject(error: EngineError): void;
}

/**
 * A model of transformers.js in a folder of this machine, in a process of its own: neither its
 * ONNX runtime nor a corrupt model touches the host. It takes no terms. Lines go one after the
 * other; one that nobody waits for any more is left out.
 */
export class TransformersTranslator implements Translator {
  readonly id: string;
  readonly pairs: readonly (readonly [Language, Language])[];
  readonly remote = false;
  readonly #settings: EngineSettings & { type: 'transformers' };
  readonly #pauseMs: number;
  readonly #waiting: Job[] = [];
  #child: ChildProcess | undefined;
  #ready = false;
  #startedMs = Number.NEGATIVE_INFINITY;
  #current: { id: number; job: Job; late: NodeJS.Timeout } | undefined;
  #lastId = 0;
  #closed = false;

  constructor(
    id: string,
    settings: EngineSettings & { type: 'transformers' },
    pairs: readonly (readonly [Language, Language])[],
    { pauseMs = PAUSE_MS } = {},
  ) {
    this.id = id;
    this.pairs = pairs;
    this.#settings = settings;
    this.#pauseMs = pauseMs;
    this.#start();
  }

  /** @throws EngineError */
  async translate(request: TranslationRequest): Promise<Translation> {
    if (this.#waiting.length >= MOST_WAITING) throw new EngineError('refused');
    const text = await new Promise<string>((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    });
    if (text.trim() === '') throw new EngineError('empty');
    return { text: text.trim(), origin: 'translator', engine: this.id, flags: [] };
  }

  /** The process, for tests that kill it; it comes and goes. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  close(): void {
    this.#closed = true;
    this.#child?.kill('SIGKILL');
    for (const { reject } of this.#waiting.splice(0)) reject(new EngineError('unreachable'));
  }

  #next(): void {
    while (!this.#current) {
      const job = this.#waiting.shift();
      if (!job) return;
      const { text, from, to, signal } = job.request;
      if (signal.aborted) job.reject(new EngineError('timeout'));
      else if (!this.#start()) job.reject(new EngineError('unreachable'));
      else {
        const id = ++this.#lastId;
        const late = setTimeout(
          () => this.#child?.kill('SIGKILL'),
          this.#ready ? HANG_MS : LOAD_MS,
        );
        this.#current = { id, job, late };
        const code = (language: Language) => modelCode(this.#settings.codes, language);
        this.#send({ type: 'translate', id, text, from: code(from), to: code(to) });
      }
    }
  }

  /** Whether the process is there, started now if need be. */
  #start(): boolean {
    if (this.#child) return true;
    const nowMs = performance.now();
    if (this.#closed || nowMs - this.#startedMs < this.#pauseMs) return false;
    this.#startedMs = nowMs;
    this.#ready = false;
    const child = fork(CHILD, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    this.#child = child;
    child.on('message', (message: FromChild) => this.#answered(message));
    child.once('error', () => this.#gone(child)).once('exit', () => this.#gone(child));
    const { folder, threads } = this.#settings;
    this.#send({ type: 'load', folder, threads });
    return true;
  }

  #send(message: ToChild): void {
    // It may have died just now; then `exit` says so.
    this.#child?.send(message, () => undefined);
  }

  #answered(message: FromChild): void {
    if (message.type === 'ready') {
      this.#ready = true;
      return;
    }
    if (message.id !== this.#current?.id) return;
    const { job } = this.#current;
    this.#over();
    if (message.type === 'translated') job.resolve(message.text);
    else job.reject(new EngineError(message.reason));
    this.#next();
  }

  #gone(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#current?.job.reject(new EngineError('unreachable'));
    this.#over();
    this.#next();
  }

  #over(): void {
    clearTimeout(this.#current?.late);
    this.#current = undefined;
  }
}
