import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FromHost, HostOptions, ToHost } from './messages.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
/** A process that says nothing for this long hangs in native code and is killed. */
const SILENT_MS = 10_000;
/** Loading takes a second or two, and many times that on a machine that is overrun. */
const SILENT_AT_START_MS = 60_000;
const MIN_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 10_000;
/** Lived this long: the next death is a new story, not the same one again. */
const STABLE_MS = 20_000;
/** Deaths before the first `ready` after which speech is left out. */
const DEATHS_WITHOUT_SPEECH = 2;
/** Deaths before the first `ready` after which it is said that captions do not work here. */
const DEATHS_WITHOUT_HOPE = 4;
const CLOSE_GRACE_MS = 500;

/**
 * Keeps one captions host running: starts it, watches its sign of life, starts it again.
 *
 * Events: `spawned` (send the state before anything else), `message`, `died`.
 */
export class Supervisor extends EventEmitter<{
  spawned: [];
  died: [];
  message: [FromHost];
}> {
  readonly #options: Omit<HostOptions, 'speech'>;
  #child: ChildProcess | undefined;
  #retry: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  #backoffMs = MIN_BACKOFF_MS;
  #startedMs = 0;
  #lastSignMs = 0;
  #deathsBeforeReady = 0;
  #ready = false;
  #complaint = '';
  #closed = false;

  constructor(options: Omit<HostOptions, 'speech'>) {
    super();
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** It dies again and again before it is ready; it is still tried, ever more rarely. */
  get failing(): boolean {
    return this.#deathsBeforeReady >= DEATHS_WITHOUT_HOPE;
  }

  /** The first error that a host printed which did not become ready; for the log. */
  get complaint(): string | undefined {
    return this.#complaint.split('\n').find((line) => line.includes('Error'));
  }

  start(): void {
    this.#ready = false;
    this.#startedMs = Date.now();
    this.#lastSignMs = this.#startedMs;
    const child = fork(MAIN, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    this.#child = child;
    this.#complaint = '';
    // Read until the host is ready, to say why it did not start. Later it might hold what was said.
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (!this.#ready) this.#complaint = (this.#complaint + text).slice(0, 4000);
    });
    child.on('message', (message: FromHost) => {
      this.#lastSignMs = Date.now();
      if (message.type === 'ready') {
        this.#ready = true;
        this.#deathsBeforeReady = 0;
      }
      this.emit('message', message);
    });
    child.on('error', () => this.#died(child));
    child.on('exit', () => this.#died(child));
    this.#watch = setInterval(() => this.#killIfSilent(child), 1000).unref();
    const speech = this.#deathsBeforeReady < DEATHS_WITHOUT_SPEECH;
    this.send({ type: 'start', options: { ...this.#options, speech } });
    this.emit('spawned');
  }

  /** @param sent called once the message has left this process (or never will). */
  send(message: ToHost, sent: () => void = () => undefined): void {
    const child = this.#child;
    if (!child?.connected) sent();
    // An error here means that the process is going: `exit` follows and says so.
    else child.send(message, () => sent());
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_GRACE_MS);
    if (child.connected) child.disconnect();
    await exited;
    clearTimeout(timer);
  }

  #killIfSilent(child: ChildProcess): void {
    const limit = this.#startedMs === this.#lastSignMs ? SILENT_AT_START_MS : SILENT_MS;
    if (Date.now() - this.#lastSignMs > limit) child.kill('SIGKILL');
  }

  #died(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    clearInterval(this.#watch);
    if (this.#closed) return;
    this.#deathsBeforeReady++;
    if (Date.now() - this.#startedMs > STABLE_MS) this.#backoffMs = MIN_BACKOFF_MS;
    this.#retry = setTimeout(() => this.start(), this.#backoffMs);
    this.#backoffMs = Math.min(MAX_BACKOFF_MS, this.#backoffMs * 2);
    this.emit('died');
  }
}
