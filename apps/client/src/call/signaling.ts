import type {
  Ack,
  Answer,
  ClientToServerEvents,
  Notification,
  Refusal,
  RequestData,
  RequestName,
  ServerToClientEvents,
} from '@silkconsult/protocol';
import { notificationEnvelopeSchema } from '@silkconsult/protocol';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { CallInterrupted, CallRefused } from './refused.ts';

export interface SignalingEvents {
  /** A socket is there, the first or a new one after a loss. */
  onConnected(): void;
  onLost(): void;
  /** The server will not have this token. */
  onRefused(refusal: Refusal): void;
  onNotification(notification: Notification): void;
}

const ANSWER_MS = 10_000;

/** The socket: requests with answers, notifications in order, and a stubborn way back. */
export class Signaling {
  readonly #socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  #token: string;

  constructor(address: { url: string; token: string }, events: SignalingEvents) {
    this.#token = address.token;
    this.#socket = io(address.url, {
      transports: ['websocket'],
      // The token is asked for at each attempt, so that a fresh one is used after a refusal.
      auth: (give) => give({ token: this.#token }),
      // A dead network answers nothing: many short attempts find the moment when it is back.
      timeout: 2500,
      reconnectionDelay: 150,
      reconnectionDelayMax: 1000,
      randomizationFactor: 0.3,
      autoConnect: false,
      forceNew: true,
    });
    this.#socket.on('connect', () => events.onConnected());
    this.#socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return;
      events.onLost();
      // socket.io does not come back by itself when it was the server that hung up.
      if (reason === 'io server disconnect') setTimeout(() => this.connect(), 300);
    });
    this.#socket.on('connect_error', (error) => {
      const refusal = (error as Error & { data?: Refusal }).data;
      if (refusal?.code) events.onRefused(refusal);
    });
    this.#socket.on('notification', (raw) => {
      const parsed = notificationEnvelopeSchema.safeParse(raw);
      if (parsed.success) events.onNotification(parsed.data);
    });
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  connect(): void {
    this.#socket.connect();
  }

  renewToken(token: string): void {
    this.#token = token;
  }

  /**
   * @throws CallRefused with the server's reason
   * @throws CallInterrupted when no answer came
   */
  async request<N extends RequestName>(
    name: N,
    data: RequestData<N>,
    answerMs = ANSWER_MS,
  ): Promise<Answer<N>> {
    if (!this.#socket.connected) throw new CallInterrupted();
    const ack = await this.#socket
      .timeout(answerMs)
      .emitWithAck('request', { name, data } as Parameters<ClientToServerEvents['request']>[0])
      .catch(() => {
        throw new CallInterrupted();
      });
    const answer = ack as Ack<N>;
    if (!answer.ok) throw new CallRefused(answer.error);
    return answer.data;
  }

  /**
   * Drops a socket that looks alive and is not, and dials again: after a blackout a new connection
   * is there at once, while the old one waits for its retransmission timer.
   */
  redial(): void {
    this.#socket.disconnect().connect();
  }

  /** Lets the socket go without an end: `connect` dials again, with the token of then. */
  hangUp(): void {
    this.#socket.disconnect();
  }

  close(): void {
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }
}
