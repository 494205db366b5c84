import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Ack,
  Admission,
  ClientToServerEvents,
  Notification,
  PeerInfo,
  Refusal,
  RequestMessage,
  RoomState,
  ServerToClientEvents,
} from '@silkconsult/protocol';
import { errorKey, ROUTER_RTP_CAPABILITIES } from '@silkconsult/protocol';
import { Device } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';

type Answerer = (message: RequestMessage, socket: Socket) => unknown;

/** A scripted signalling server on a real socket: tests say what it answers and what it tells. */
export class ScriptedRoom {
  readonly requests: RequestMessage[] = [];
  readonly tokens: string[] = [];
  readonly selfId = randomUUID();
  readonly roomId = randomUUID();
  readonly #heard = new EventEmitter();
  readonly #http = createServer();
  readonly #io = new Server<ClientToServerEvents, ServerToClientEvents>(this.#http, {
    transports: ['websocket'],
  });
  /** What a request is answered with; a thrown Refusal is refused. */
  answer: Answerer = () => ({});
  /** Why a token is turned away at the door. */
  turnAway: (token: string) => Refusal | undefined = () => undefined;

  constructor() {
    this.#io.use((socket, next) => {
      const { token } = socket.handshake.auth as { token: string };
      this.tokens.push(token);
      const refusal = this.turnAway(token);
      next(refusal && Object.assign(new Error(refusal.code), { data: refusal }));
    });
    this.#io.on('connection', (socket) => {
      socket.on('request', (message, ack) => {
        this.requests.push(message);
        this.#heard.emit('request');
        try {
          ack({ ok: true, data: this.answer(message, socket as Socket) } as Ack);
        } catch (error) {
          ack({ ok: false, error: error as Refusal });
        }
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async nextRequest(): Promise<void> {
    await once(this.#heard, 'request');
  }

  tell(notification: Notification): void {
    this.#io.emit('notification', notification);
  }

  /** The network goes away under the sockets; no goodbye is said. */
  cut(): void {
    for (const socket of this.#io.sockets.sockets.values()) socket.conn.close();
  }

  count(name: RequestMessage['name']): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  async close(): Promise<void> {
    await this.#io.close();
  }

  peer(change: Partial<PeerInfo> = {}): PeerInfo {
    return {
      peerId: this.selfId,
      name: 'Li Wenbo',
      role: 'specialist',
      organization: 'Urumqi',
      spokenLanguage: 'zh-CN',
      state: 'joined',
      raisedHand: false,
      ...change,
    };
  }

  state(change: Partial<RoomState> = {}): RoomState {
    return {
      roomId: this.roomId,
      seq: 10,
      startedAt: new Date().toISOString(),
      peers: [this.peer()],
      waiting: [],
      chat: [],
      captions: [],
      captionStatus: { host: 'ready', speech: { en: 'pocketsphinx' } },
      ...change,
    };
  }

  joined(room: RoomState = this.state()) {
    const transport = () => ({ ...fakeParameters.generateTransportRemoteParameters() });
    return {
      status: 'joined' as const,
      peerId: this.selfId,
      sessionId: randomUUID(),
      resumeToken: 'r'.repeat(32),
      permissions: ['enter', 'admit', 'chat'],
      media: { sendTransport: transport(), recvTransport: transport(), consumers: [] },
      room,
    };
  }
}

export function refusal(code: Refusal['code']): Refusal {
  return { code, i18nKey: errorKey(code) };
}

export function admission(url: string, token: string): Admission {
  return { url, token, iceServers: [], expiresAt: new Date(Date.now() + 300_000).toISOString() };
}

/** A device without a browser: mediasoup-client's own fake, behind the seam that it offers for it. */
export async function fakeDevice(): Promise<Device> {
  const device = new Device({ handlerFactory: FakeHandler.createFactory(fakeParameters) });
  await device.load({ routerRtpCapabilities: ROUTER_RTP_CAPABILITIES });
  return device;
}
