import type { RemoteInfo, Socket as UdpSocket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export interface Endpoint {
  host: string;
  port: number;
}

export interface RelayOptions {
  /** How long each packet is under way, in each direction, in milliseconds. */
  delayMs?: number;
  /** Sees each datagram on its way to the target, for measuring. */
  onDatagram?: (packet: Buffer) => void;
}

/**
 * One person's network path: whatever arrives at `listen` (UDP and TCP) goes on to `target` and
 * back, until the path is cut. Everybody else has another path and notices nothing.
 *
 * A cut path behaves like a pulled cable: datagrams are lost, and TCP stands still without an end,
 * then goes on where it was.
 */
export class Relay {
  readonly #target: Endpoint;
  readonly #udp: UdpSocket;
  readonly #tcp: Server;
  readonly #upstreams = new Map<string, UdpSocket>();
  readonly #streams = new Set<Socket>();
  readonly #options: RelayOptions;
  #isCut = false;
  #isClosed = false;

  private constructor(target: Endpoint, udp: UdpSocket, tcp: Server, options: RelayOptions) {
    this.#target = target;
    this.#udp = udp;
    this.#tcp = tcp;
    this.#options = options;
    udp.on('message', (packet, from) => this.#forward(packet, from));
    tcp.on('connection', (socket) => this.#join(socket));
  }

  static async create(
    listen: Endpoint,
    target: Endpoint,
    options: RelayOptions = {},
  ): Promise<Relay> {
    const udp = createSocket('udp4');
    const tcp = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve, reject) => {
      udp.once('error', reject).bind(listen.port, listen.host, resolve);
    });
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject).listen(listen.port, listen.host, resolve);
    });
    return new Relay(target, udp, tcp, options);
  }

  cut(): void {
    this.#isCut = true;
    for (const stream of this.#streams) stream.pause();
  }

  restore(): void {
    this.#isCut = false;
    for (const stream of this.#streams) stream.resume();
  }

  close(): void {
    this.#isClosed = true;
    this.#udp.close();
    this.#tcp.close();
    for (const upstream of this.#upstreams.values()) upstream.close();
    for (const stream of this.#streams) stream.destroy();
  }

  #forward(packet: Buffer, from: RemoteInfo): void {
    if (this.#isCut) return;
    this.#options.onDatagram?.(packet);
    const key = `${from.address}:${from.port}`;
    let upstream = this.#upstreams.get(key);
    if (!upstream) {
      upstream = createSocket('udp4');
      upstream.on('message', (answer) => {
        if (!this.#isCut) this.#later(() => this.#udp.send(answer, from.port, from.address));
      });
      upstream.on('error', () => {});
      this.#upstreams.set(key, upstream);
    }
    const to = upstream;
    this.#later(() => to.send(packet, this.#target.port, this.#target.host));
  }

  /** Timers of the same length run in the order in which they were set: nothing overtakes. */
  #later(deliver: () => void): void {
    const { delayMs } = this.#options;
    if (delayMs) setTimeout(() => this.#isClosed || deliver(), delayMs);
    else deliver();
  }

  #join(near: Socket): void {
    const far = connect(this.#target.port, this.#target.host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#streams.add(from);
      from.on('data', (chunk) => this.#later(() => to.write(chunk)));
      from.on('end', () => this.#later(() => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => this.#streams.delete(from));
      if (this.#isCut) from.pause();
      else from.resume();
    }
  }
}
