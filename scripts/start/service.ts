import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ConfigError, EXIT_CONFIG } from '@silkconsult/service-kit';
import { ServiceProblem } from './problems.ts';
import { ServiceLog } from './service-log.ts';

const FOLLOW_PARENT = fileURLToPath(new URL('follow-parent.mjs', import.meta.url));
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A service that has run this long starts again without the pause of earlier failures. */
const WELL_AFTER_MS = 60_000;
/** A service that was never ready is not tried more often than this. */
const TRIES_BEFORE_READY = 3;
const STOP_MS = 12_000;

export type ServiceOptions = {
  name: string;
  /** The program: a TypeScript or JavaScript file. */
  main: string;
  port: number;
  env: NodeJS.ProcessEnv;
  logFile: string;
  say: (line: string) => void;
};

/**
 * One service as a child process that is started again whenever it ends unasked, after a pause
 * that grows from 0.2 s to 10 s.
 */
export class Service {
  readonly #options: ServiceOptions;
  readonly #log: ServiceLog;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #restart: NodeJS.Timeout | undefined;
  #failures = 0;
  #startedAt = 0;
  #wasReady = false;
  #stopping = false;
  #problem: Error | undefined;

  /** Called when the service cannot go on at all after it was ready once. */
  onGivenUp: (problem: Error) => void = () => {};

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#log = new ServiceLog(options.name, options.logFile, options.say);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts the service and waits until its `/ready` says yes.
   * @throws ConfigError with the service's own sentence when it says that its configuration is wrong;
   *   ServiceProblem when it ends again and again
   */
  async start(): Promise<void> {
    this.#spawn();
    while (!(await this.#isReady())) {
      if (this.#problem) throw this.#problem;
      if (this.#stopping) return;
      await wait(50);
    }
    this.#wasReady = true;
    this.#log.takeLastWords();
    this.#log.isOpen = true;
  }

  /** Asks the service to end, and ends it if it does not within 12 seconds. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    this.#child?.kill('SIGTERM');
    const timer = setTimeout(() => this.#killGroup(), STOP_MS);
    await this.#ended;
    clearTimeout(timer);
    this.#log.close();
  }

  #spawn(): void {
    const { main, port, env } = this.#options;
    this.#startedAt = Date.now();
    const child = spawn(process.execPath, ['--import', FOLLOW_PARENT, main], {
      env: { ...env, PORT: `${port}` },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A group of its own: Ctrl-C reaches the supervisor alone, which stops all in order.
      detached: true,
    });
    this.#child = child;
    if (child.stdout) this.#log.follow(child.stdout);
    if (child.stderr) this.#log.follow(child.stderr);
    this.#ended = new Promise((resolve) => {
      child.once('error', () => resolve());
      child.once('close', (code, signal) => {
        // What the service had started itself must not outlive it.
        this.#killGroup();
        resolve();
        this.#onEnd(code, signal);
      });
    });
  }

  #onEnd(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#stopping) return;
    const { name, say, logFile } = this.#options;
    const words = this.#log.takeLastWords();
    if (code === EXIT_CONFIG) {
      const sentence = words.join('\n') || `${name} says that its configuration is wrong.`;
      this.#giveUp(new ConfigError(sentence));
      return;
    }
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    this.#failures = Date.now() - this.#startedAt > WELL_AFTER_MS ? 1 : this.#failures + 1;
    if (!this.#wasReady && this.#failures >= TRIES_BEFORE_READY) {
      const last = words.length > 0 ? ` The last it said:\n${words.slice(-8).join('\n')}` : '';
      this.#giveUp(
        new ServiceProblem(`${name} cannot start: it ${how}. Its log is ${logFile}.${last}`),
      );
      return;
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
    say(`${name} ${how}; it starts again in ${pause / 1000} s.`);
    this.#restart = setTimeout(() => this.#spawn(), pause);
  }

  #giveUp(problem: Error): void {
    this.#problem = problem;
    if (this.#wasReady) this.onGivenUp(problem);
  }

  async #isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.#options.port}/ready`);
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false;
    }
  }

  #killGroup(): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  }
}
