import type { IceServer, MediaOffer } from '@silkconsult/protocol';
import type { loadDevice, MediaEvents, Request } from './media.ts';
import { Media } from './media.ts';
import type { Unsettled } from './unsettled.ts';

export interface MediaWayOptions {
  device: ReturnType<typeof loadDevice>;
  request: Request;
  iceServers(): IceServer[];
  unsettled: Unsettled;
  events: MediaEvents;
  /** Receiving is under way, or there is nothing to receive: the own tracks may be sent. */
  onReceives(): void;
}

/** The media of one stay: prepared ahead, opened by a join, built anew when its transports are lost. */
export class MediaWay {
  readonly #options: MediaWayOptions;
  #media?: Media;

  constructor(options: MediaWayOptions) {
    this.#options = options;
  }

  get current(): Media | undefined {
    return this.#media;
  }

  /**
   * A convenience: what fails here is built, and told if need be, by `open`.
   *
   * @param wanted whether it is still of use when the server has answered
   */
  async prepare(wanted: () => boolean): Promise<void> {
    const { device, request, iceServers } = this.#options;
    try {
      const loaded = await device;
      const offer = await request('prepareMedia', {});
      if (!wanted()) return;
      this.#media?.close();
      this.#media = this.#make(loaded);
      await this.#media.prepare(offer, iceServers());
    } catch {}
  }

  /** @throws at once when the browser cannot build a transport. Resolves when receiving is negotiated. */
  open(device: Awaited<MediaWayOptions['device']>, offer: MediaOffer): Promise<void> {
    this.#media ??= this.#make(device);
    return this.#start(this.#media, offer);
  }

  /** New transports in the same session. @throws when the server could not give them */
  async rebuild(): Promise<void> {
    const offer = await this.#options.request('rebuildMedia', {});
    if (this.#media) void this.#start(this.#media, offer);
  }

  close(): void {
    this.#media?.close();
  }

  #make(device: Awaited<MediaWayOptions['device']>): Media {
    const { request, unsettled, events } = this.#options;
    return new Media(device, request, unsettled, events);
  }

  #start(media: Media, offer: MediaOffer): Promise<void> {
    const negotiated = media.open(offer, this.#options.iceServers());
    void negotiated
      .then(() => media.receives())
      .then((current) => {
        if (current && this.#media === media) this.#options.onReceives();
      });
    return negotiated;
  }
}
