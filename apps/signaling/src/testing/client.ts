import type {
  Ack,
  Answer,
  Joined,
  Notification,
  NotificationData,
  NotificationName,
  RequestData,
  RequestName,
  Source,
} from '@silkconsult/protocol';
import {
  notificationEnvelopeSchema,
  REQUESTS,
  ROUTER_RTP_CAPABILITIES,
} from '@silkconsult/protocol';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { DTLS_PARAMETERS, rtpParametersOf } from './media.ts';

/** A refused request, for `rejects.toMatchObject({ code })`. */
class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const JOIN: RequestData<'join'> = {
  rtpCapabilities: ROUTER_RTP_CAPABILITIES,
  device: { browser: 'jest' },
};

/**
 * A client of the signalling protocol over a real socket. Everything that the server sends is
 * parsed by the protocol's schemas, so an answer or a notification that strays from them fails.
 */
export class TestClient {
  readonly socket: Socket;
  readonly seen: Notification[] = [];
  joined: Joined | undefined;
  readonly #taken = new Set<Notification>();
  readonly #watchers = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('notification', (message: unknown) => {
      this.seen.push(notificationEnvelopeSchema.parse(message));
      for (const watcher of [...this.#watchers]) watcher();
    });
  }

  /** Rejects with Refused when the server does not let the socket in. */
  static connect(url: string, auth: { token?: unknown }): Promise<TestClient> {
    const socket = io(url, {
      transports: ['websocket'],
      auth,
      reconnection: false,
      forceNew: true,
    });
    const client = new TestClient(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(client));
      socket.once('connect_error', (error: Error & { data?: { code: string } }) => {
        socket.disconnect();
        reject(new Refused(error.data?.code ?? error.message));
      });
    });
  }

  /** Emits anything at all, and returns the acknowledgement as it came. */
  raw(...message: unknown[]): Promise<Ack> {
    const [event, ...args] = message;
    return this.socket.timeout(5000).emitWithAck(String(event), ...args) as Promise<Ack>;
  }

  async request<N extends RequestName>(name: N, data: RequestData<N>): Promise<Answer<N>> {
    const ack = await this.raw('request', { name, data });
    if (!ack.ok) throw new Refused(ack.error.code);
    return REQUESTS[name].answer.parse(ack.data) as Answer<N>;
  }

  /** Joins and expects to be in the room. */
  async join(data: Partial<RequestData<'join'>> = {}): Promise<Joined> {
    const answer = await this.request('join', { ...JOIN, ...data });
    if (answer.status !== 'joined') throw new Error('is in the lobby');
    this.joined = answer;
    return answer;
  }

  /** Joins and expects to wait. */
  async wait(): Promise<{ peerId: string; since: string; hosts: { peerId: string }[] }> {
    const answer = await this.request('join', JOIN);
    if (answer.status !== 'waiting') throw new Error('is not in the lobby');
    return answer;
  }

  /** Sends a source as a browser would describe it, on the transport of the last offer. */
  produce(source: Source, paused = false): Promise<{ producerId: string }> {
    const transportId = this.joined?.media.sendTransport.id ?? '';
    const { kind, rtpParameters } = rtpParametersOf(source);
    return this.request('produce', { transportId, source, kind, rtpParameters, paused });
  }

  connectTransport(transportId: string): Promise<Answer<'connectTransport'>> {
    return this.request('connectTransport', { transportId, dtlsParameters: DTLS_PARAMETERS });
  }

  /** The next notification of this name that was not asked for yet, waiting for it if need be. */
  async next<N extends NotificationName>(name: N): Promise<NotificationData<N>> {
    for (;;) {
      const found = this.seen.find((one) => one.name === name && !this.#taken.has(one));
      if (found) {
        this.#taken.add(found);
        return found.data as NotificationData<N>;
      }
      await new Promise<void>((resolve) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          resolve();
        };
        this.#watchers.add(watcher);
      });
    }
  }

  names(): NotificationName[] {
    return this.seen.map(({ name }) => name);
  }

  get lastSeq(): number {
    return this.seen.at(-1)?.seq ?? this.joined?.room.seq ?? 0;
  }

  disconnected(): Promise<void> {
    if (this.socket.disconnected) return Promise.resolve();
    return new Promise((resolve) => this.socket.once('disconnect', () => resolve()));
  }

  /** As a network does it: the connection is gone, nobody said goodbye. */
  drop(): void {
    this.socket.io.engine.close();
  }

  close(): void {
    this.socket.disconnect();
  }
}
