import type {
  Ack,
  Answer,
  ClientToServerEvents,
  Joined,
  Notification,
  Refusal,
  RequestData,
  RequestMessage,
  RequestName,
  ServerToClientEvents,
} from '@silkconsult/protocol';
import { ROUTER_RTP_CAPABILITIES } from '@silkconsult/protocol';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';

const ANSWER_MS = 10_000;

type SignalingSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** A client of the signalling protocol without a browser: it says what it is told to say. */
export class Signaler {
  readonly socket: SignalingSocket;
  readonly notifications: Notification[] = [];

  private constructor(socket: SignalingSocket) {
    this.socket = socket;
    socket.on('notification', (notification) => void this.notifications.push(notification));
  }

  /** Connects with a token, or answers why the server refused. */
  static connect(url: string, auth: unknown): Promise<Signaler | Refusal> {
    const socket: SignalingSocket = io(url, {
      transports: ['websocket'],
      auth: auth as Record<string, unknown>,
      forceNew: true,
      reconnection: false,
    });
    const signaler = new Signaler(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(signaler));
      socket.once('connect_error', (error: Error & { data?: Refusal }) => {
        socket.close();
        if (error.data) resolve(error.data);
        else reject(error);
      });
    });
  }

  /** Connects with a token that has to be good. */
  static async enter(url: string, token: string): Promise<Signaler> {
    const answer = await Signaler.connect(url, { token });
    if (answer instanceof Signaler) return answer;
    throw new Error(`refused: ${answer.code}`);
  }

  /** Sends a request and answers its acknowledgement. */
  async request<N extends RequestName>(name: N, data: RequestData<N>): Promise<Ack<N>> {
    const answer = await this.raw({ name, data });
    return answer as Ack<N>;
  }

  /** Sends a request that has to succeed. */
  async ask<N extends RequestName>(name: N, data: RequestData<N>): Promise<Answer<N>> {
    const answer = await this.request(name, data);
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}`);
    return answer.data as Answer<N>;
  }

  /** Sends anything at all as a request. */
  raw(message: unknown): Promise<unknown> {
    return this.socket.timeout(ANSWER_MS).emitWithAck('request', message as RequestMessage);
  }

  join() {
    return this.request('join', {
      rtpCapabilities: ROUTER_RTP_CAPABILITIES,
      device: { browser: 'story' },
    });
  }

  /** Joins a room in which nobody has to admit this person. */
  async joinAtOnce(): Promise<Joined> {
    const answer = await this.join();
    if (!answer.ok) throw new Error(`join was refused: ${answer.error.code}`);
    if (answer.data.status !== 'joined') throw new Error('put into the lobby');
    return answer.data;
  }

  close(): void {
    this.socket.close();
  }
}
