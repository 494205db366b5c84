import type { PreparedMedia, TransportOptions } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { DtlsParameters, IceParameters, WebRtcTransport } from 'mediasoup/types';
import { withClientParameters } from './errors.ts';
import { Readiness } from './readiness.ts';
import type { RoomMedia } from './routers.ts';

/** Enough to start with video at once; the bandwidth estimation takes it from there. */
const INITIAL_OUTGOING_BITRATE = 1_000_000;

/** One of a peer's two WebRTC transports. */
export class PeerTransport {
  readonly webRtc: WebRtcTransport;
  /** What waits for the DTLS handshake. */
  readonly readiness = new Readiness();
  #connecting: Promise<void> | undefined;

  private constructor(webRtc: WebRtcTransport) {
    this.webRtc = webRtc;
    webRtc.on('dtlsstatechange', (state) => {
      if (state === 'connected') this.readiness.ready();
    });
  }

  static async create(media: RoomMedia): Promise<PeerTransport> {
    const webRtc = await media.router.createWebRtcTransport({
      webRtcServer: media.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    });
    return new PeerTransport(webRtc);
  }

  get id(): string {
    return this.webRtc.id;
  }

  /** What the client needs to make its end. */
  get options(): TransportOptions {
    const { id, iceParameters, iceCandidates, dtlsParameters } = this.webRtc;
    return { id, iceParameters, iceCandidates, dtlsParameters };
  }

  /** Idempotent: a client whose answer was lost with its socket may ask again. */
  connect(dtlsParameters: DtlsParameters): Promise<void> {
    this.#connecting ??= this.#connect(dtlsParameters);
    return this.#connecting;
  }

  async #connect(dtlsParameters: DtlsParameters): Promise<void> {
    try {
      await withClientParameters(
        () => this.webRtc.connect({ dtlsParameters }),
        () => this.webRtc.closed,
      );
    } catch (error) {
      this.#connecting = undefined;
      throw error;
    }
  }

  restartIce(): Promise<IceParameters> {
    return withClientParameters(
      () => this.webRtc.restartIce(),
      () => this.webRtc.closed,
    );
  }

  close(): void {
    this.webRtc.close();
  }
}

/** One person's two transports, one for each direction, before and after there is media on them. */
export class PeerTransports {
  readonly media: RoomMedia;
  readonly send: PeerTransport;
  readonly recv: PeerTransport;

  private constructor(media: RoomMedia, send: PeerTransport, recv: PeerTransport) {
    this.media = media;
    this.send = send;
    this.recv = recv;
  }

  static async create(media: RoomMedia): Promise<PeerTransports> {
    const [send, recv] = await Promise.all([
      PeerTransport.create(media),
      PeerTransport.create(media),
    ]);
    return new PeerTransports(media, send, recv);
  }

  get offer(): PreparedMedia {
    return { sendTransport: this.send.options, recvTransport: this.recv.options };
  }

  get closed(): boolean {
    return this.send.webRtc.closed || this.recv.webRtc.closed;
  }

  /** @throws RefusedError `transport_unknown`: also for every transport of somebody else */
  get(transportId: string): PeerTransport {
    const transport = [this.send, this.recv].find(({ id }) => id === transportId);
    if (!transport || transport.webRtc.closed) throw new RefusedError('transport_unknown');
    return transport;
  }

  /** @throws RefusedError `transport_unknown` unless it is the transport for sending */
  checkSends(transportId: string): void {
    if (this.get(transportId) !== this.send) throw new RefusedError('transport_unknown');
  }

  /** Idempotent. */
  close(): void {
    this.send.close();
    this.recv.close();
  }
}
