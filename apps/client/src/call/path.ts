import type { Media } from './media.ts';
import { pause } from './pause.ts';
import { CallInterrupted } from './refused.ts';

export interface PathOptions {
  media(): Media | undefined;
  socketConnected(): boolean;
  /** Drop a socket that does not answer and dial again. */
  redial(): void;
  /** New transports in the same session. @throws when the server could not give them */
  rebuild(): Promise<void>;
  onChange(): void;
}

const CHECK_MS = 1000;
/** Bytes that should come and do not, for this long, are a lost path: ICE itself takes 5 s to say so. */
const SUSPECT_MS = 2000;
const STEP_MS = 200;

/**
 * Watches whether sound and picture really flow, and restores them: an ICE restart first, because
 * it brings frames back in 0.4 s against 2 s unaided; new transports when that does not help.
 */
export class PathKeeper {
  readonly #options: PathOptions;
  #timer?: ReturnType<typeof setInterval>;
  #received = -1;
  #flowedAt = Date.now();
  #restoring = false;
  #rebuilding = false;
  #closed = false;
  readonly #online = () => void this.restore();

  constructor(options: PathOptions) {
    this.#options = options;
  }

  get healthy(): boolean {
    return !this.#restoring && !this.#rebuilding;
  }

  start(): void {
    if (this.#timer || this.#closed) return;
    this.#flowedAt = Date.now();
    if (this.#options.media()?.lost) void this.restore();
    this.#timer = setInterval(() => void this.check(), CHECK_MS);
    globalThis.addEventListener?.('online', this.#online);
  }

  onPath(path: 'connected' | 'disconnected' | 'failed'): void {
    // A path that was only prepared is looked at when it is used.
    if (!this.#timer) return;
    if (path === 'disconnected') void this.restore();
    if (path === 'failed') void this.rebuildNow();
    this.#options.onChange();
  }

  async check(): Promise<void> {
    if (this.#closed || this.#restoring || this.#rebuilding) return;
    if (await this.#flows()) return;
    if (Date.now() - this.#flowedAt >= SUSPECT_MS) await this.restore();
  }

  /** Whether bytes have come since the last look, or none are due. */
  async #flows(): Promise<boolean> {
    const traffic = await this.#options.media()?.traffic();
    if (!traffic) return true;
    const flows = !traffic.expected || traffic.received !== this.#received;
    this.#received = traffic.received;
    if (flows) this.#flowedAt = Date.now();
    return flows;
  }

  /** Until bytes flow again, or the session is over. */
  async restore(): Promise<void> {
    if (this.#restoring || this.#rebuilding || this.#closed || !this.#options.media()) return;
    this.#restoring = true;
    this.#options.onChange();
    await this.#flows(); // the count to compare with
    let attempts = 0;
    while (!this.#closed && this.#restoring) {
      // Once bytes flow, a restart would only cost time.
      if (await this.#flowsWithin(STEP_MS)) break;
      if (!this.#options.socketConnected()) {
        await pause(STEP_MS);
        continue;
      }
      attempts += 1;
      try {
        if (attempts > 2) await this.#options.rebuild();
        else await this.#options.media()?.restartIce();
      } catch (error) {
        if (error instanceof CallInterrupted) {
          if (this.#options.socketConnected()) this.#options.redial();
          attempts -= 1;
          await pause(STEP_MS);
        }
        continue;
      }
      if (await this.#flowsWithin(2000)) break;
    }
    this.#restoring = false;
    this.#flowedAt = Date.now();
    this.#options.onChange();
  }

  async #flowsWithin(milliseconds: number): Promise<boolean> {
    for (let waited = 0; waited < milliseconds; waited += STEP_MS) {
      await pause(STEP_MS);
      if (this.#closed) return true;
      if ((await this.#flows()) && this.#options.media()?.connected) return true;
    }
    return false;
  }

  /** The transports are beyond repair: their worker died, or ICE gave up. */
  async rebuildNow(): Promise<void> {
    if (this.#rebuilding || this.#closed) return;
    this.#rebuilding = true;
    this.#restoring = false;
    this.#options.onChange();
    while (!this.#closed) {
      try {
        await this.#options.rebuild();
        break;
      } catch {
        await pause(500);
      }
    }
    this.#rebuilding = false;
    this.#received = -1;
    this.#flowedAt = Date.now();
    this.#options.onChange();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    globalThis.removeEventListener?.('online', this.#online);
  }
}
