import type {
  Admission,
  Answer,
  IceServer,
  Notification,
  Refusal,
  RequestData,
  RequestName,
} from '@silkconsult/protocol';
import { CallInterrupted, CallRefused } from './refused.ts';
import { Signaling } from './signaling.ts';

export interface LineEvents {
  /** A socket is there ahead of need. */
  onReady(): void;
  /** A socket is there for use, the first or a new one after a loss. */
  onConnected(): void;
  onLost(): void;
  onNotification(notification: Notification): void;
  /** The session is gone; a new one is entered with a new token. */
  onStartingOver(): void;
  /** Nothing more can be done without the person. */
  onGivenUp(refusal: Refusal): void;
}

const TOKEN_REFUSALS = new Set([
  'token_expired',
  'token_invalid',
  'token_missing',
  'resume_refused',
]);
const PASSING_REFUSALS = new Set(['unavailable', 'node_draining']);
/** A token that is refused again and again will not get better; a busy server may. */
const MOST_TOKENS = 3;
const MOST_ATTEMPTS = 10;
const RETRY_MS = [300, 700, 1500, 3000];
const waitMs = (attempt: number) => RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 3000;

/** The way to the room: a join token that is fresh when it is needed, and a socket that knows it. */
export class Line {
  readonly #fetchAdmission: () => Promise<Admission>;
  readonly #events: LineEvents;
  #admission?: Admission;
  #signaling?: Signaling;
  #inUse = false;
  #refusals = 0;
  #closed = false;

  constructor(fetchAdmission: () => Promise<Admission>, events: LineEvents) {
    this.#fetchAdmission = fetchAdmission;
    this.#events = events;
  }

  get connected(): boolean {
    return this.#signaling?.connected ?? false;
  }

  get iceServers(): IceServer[] {
    return this.#admission?.iceServers ?? [];
  }

  /** Opens ahead of need. What goes wrong is met again, and told, when the line is used. */
  async prepare(): Promise<void> {
    await this.#dial().catch(() => {});
  }

  /** From now on the line is kept open by all means. */
  async open(): Promise<void> {
    this.#inUse = true;
    if (!this.connected) await this.#dialStubbornly();
  }

  async #dial(): Promise<void> {
    const fresh = this.#admission && Date.parse(this.#admission.expiresAt) > Date.now() + 10_000;
    if (!fresh) this.#admission = await this.#fetchAdmission();
    if (this.#closed || !this.#admission) return;
    const { url, token } = this.#admission;
    this.#signaling ??= new Signaling(
      { url, token },
      {
        onConnected: () => (this.#inUse ? this.#events.onConnected() : this.#events.onReady()),
        onLost: () => this.#inUse && this.#events.onLost(),
        onRefused: (refusal) => void this.refused(refusal),
        onNotification: (notification) => this.#events.onNotification(notification),
      },
    );
    this.#signaling.renewToken(token);
    this.#signaling.connect();
  }

  /** Scheduling may be away for a moment; only its plain "no" ends the attempt. */
  async #dialStubbornly(): Promise<void> {
    for (let attempt = 0; !this.#closed; attempt += 1) {
      try {
        return await this.#dial();
      } catch (error) {
        if (error instanceof CallRefused) return this.#events.onGivenUp(error.refusal);
        await pause(waitMs(attempt));
      }
    }
  }

  /** The server will not have this token, this session or this moment. */
  async refused(refusal: Refusal): Promise<void> {
    if (!this.#inUse || this.#closed) {
      this.#admission = undefined;
      return;
    }
    this.#refusals += 1;
    const { code } = refusal;
    const most = TOKEN_REFUSALS.has(code)
      ? MOST_TOKENS
      : PASSING_REFUSALS.has(code)
        ? MOST_ATTEMPTS
        : 0;
    if (this.#refusals > most) return this.#events.onGivenUp(refusal);
    await this.startOver();
  }

  /** A new token, and a new socket that carries it. */
  async startOver(): Promise<void> {
    this.#admission = undefined;
    this.#events.onStartingOver();
    await pause(waitMs(this.#refusals));
    if (this.#closed) return;
    this.#signaling?.hangUp();
    await this.#dialStubbornly();
  }

  /** The server took us in: earlier refusals no longer count. */
  accepted(): void {
    this.#refusals = 0;
  }

  /** @throws CallRefused or CallInterrupted */
  request<N extends RequestName>(
    name: N,
    data: RequestData<N>,
    answerMs?: number,
  ): Promise<Answer<N>> {
    if (!this.#signaling) return Promise.reject(new CallInterrupted());
    return this.#signaling.request(name, data, answerMs);
  }

  /** See `Signaling.redial`; does nothing while the socket is known to be away. */
  redial(): void {
    if (this.connected) this.#signaling?.redial();
  }

  close(): void {
    this.#closed = true;
    this.#signaling?.close();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
