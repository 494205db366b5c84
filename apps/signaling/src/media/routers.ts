import type { ActiveSpeakerObserver, Router, WebRtcServer } from 'mediasoup/types';
import type { TapSink } from './audioTap.ts';
import { AudioTap } from './audioTap.ts';
import { ROUTER_CODECS } from './codecs.ts';
import type { ProducerData, RoomProducer } from './roomProducer.ts';
import type { LivingWorker, Workers } from './workers.ts';

interface RoomMediaEvents {
  /** The worker died; everything on it is gone already. Never told for our own `close()`. */
  lost(): void;
  dominantSpeaker(peerId: string): void;
}

/**
 * The media half of a room on one worker: its router, the observer of who speaks, the audio tap.
 * It lives until the room closes or the worker dies; the room then makes another.
 */
export class RoomMedia {
  readonly router: Router;
  readonly server: WebRtcServer;
  readonly #speakers: ActiveSpeakerObserver;
  readonly #tap: AudioTap;

  private constructor(
    router: Router,
    server: WebRtcServer,
    speakers: ActiveSpeakerObserver,
    tap: AudioTap,
  ) {
    this.router = router;
    this.server = server;
    this.#speakers = speakers;
    this.#tap = tap;
  }

  /**
   * Takes the least-loaded worker; when that dies in the middle, the next one.
   *
   * @throws RefusedError `media_unavailable` when no worker is living.
   */
  static async create(
    workers: Workers,
    sink: TapSink,
    events: RoomMediaEvents,
  ): Promise<RoomMedia> {
    for (;;) {
      const living = await workers.acquire();
      try {
        return await RoomMedia.#createOn(living, sink, events);
      } catch (error) {
        if (!living.worker.closed) throw error;
      }
    }
  }

  static async #createOn(
    { worker, server }: LivingWorker,
    sink: TapSink,
    events: RoomMediaEvents,
  ): Promise<RoomMedia> {
    const router = await worker.createRouter({ mediaCodecs: ROUTER_CODECS });
    const [speakers, tapTransport] = await Promise.all([
      router.createActiveSpeakerObserver(),
      router.createDirectTransport(),
    ]);
    // Routers are told before the worker's own `died`, so the worker itself says whether it died
    // or was closed by us.
    router.on('workerclose', () => {
      if (worker.died) events.lost();
    });
    speakers.on('dominantspeaker', ({ producer }) => {
      events.dominantSpeaker((producer.appData as ProducerData).peerId);
    });
    const tap = new AudioTap(tapTransport, router.rtpCapabilities, sink);
    return new RoomMedia(router, server, speakers, tap);
  }

  get closed(): boolean {
    return this.router.closed;
  }

  /** Lets the speaker observer and the captions hear a new microphone. */
  async listenTo(producer: RoomProducer): Promise<void> {
    if (producer.appData.source !== 'microphone') return;
    await Promise.all([
      this.#speakers.addProducer({ producerId: producer.id }).catch(() => undefined),
      this.#tap.add(producer),
    ]);
  }

  /** Idempotent; closes every transport, producer and consumer on the router. */
  close(): void {
    this.router.close();
  }
}
