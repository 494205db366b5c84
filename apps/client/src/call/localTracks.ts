import type { Captured } from './devices.ts';
import { captureCamera, captureMicrophone } from './devices.ts';
import type { Media } from './media.ts';
import type { CallState } from './state.ts';
import type { WritableStore } from './store.ts';

type Kind = 'microphone' | 'camera';

/** The person's own microphone and camera: captured, switched, muted, and sent once there is a way. */
export class LocalTracks {
  readonly #store: WritableStore<CallState>;
  readonly #media: () => Media | undefined;

  constructor(store: WritableStore<CallState>, media: () => Media | undefined) {
    this.#store = store;
    this.#media = media;
  }

  /** Takes a track from the device check, or a newly chosen device; the old one is stopped. */
  async use(
    kind: Kind,
    track: MediaStreamTrack | undefined,
    on = track !== undefined,
  ): Promise<void> {
    const known = this.#store.get()[kind].track;
    if (known && known !== track) known.stop();
    this.#store.set({ [kind]: { track, on: on && track !== undefined } });
    if (!track) return;
    track.addEventListener('ended', () => {
      // Unplugged, or taken back by the system: what is shown must not claim otherwise.
      if (this.#store.get()[kind].track === track) void this.turnOff(kind);
    });
    if (this.#may(kind)) await this.#media()?.produce(kind, track, on);
  }

  /** @returns why it could not be turned on, if so */
  async turnOn(kind: Kind, deviceId?: string): Promise<Captured | undefined> {
    const { track } = this.#store.get()[kind];
    if (track && track.readyState === 'live' && !deviceId) {
      this.#store.set({ [kind]: { track, on: true } });
      if (this.#may(kind)) await this.#media()?.produce(kind, track, true);
      return undefined;
    }
    const captured = await (kind === 'camera'
      ? captureCamera(deviceId)
      : captureMicrophone(deviceId));
    if (!('track' in captured)) return captured;
    await this.use(kind, captured.track);
    return undefined;
  }

  /** The microphone stays open while muted, to come back at once; the camera is let go of. */
  async turnOff(kind: Kind): Promise<void> {
    const { track } = this.#store.get()[kind];
    if (kind === 'camera') {
      this.#store.set({ camera: { on: false } });
      await this.#media()
        ?.setPaused(kind, true)
        .catch(() => {});
      await this.#media()
        ?.dropTrack(kind)
        .catch(() => {});
      track?.stop();
    } else {
      this.#store.set({ microphone: { track, on: false } });
      await this.#media()
        ?.setPaused(kind, true)
        .catch(() => {});
    }
  }

  /** After a join or a rebuild: audio and video set off together. */
  async produceAll(): Promise<void> {
    const media = this.#media();
    const { microphone, camera } = this.#store.get();
    const sends: Promise<void>[] = [];
    for (const [kind, local] of [
      ['microphone', microphone],
      ['camera', camera],
    ] as const) {
      if (local.track?.readyState === 'live' && this.#may(kind)) {
        sends.push(media?.produce(kind, local.track, local.on) ?? Promise.resolve());
      }
    }
    await Promise.allSettled(sends);
  }

  #may(kind: Kind): boolean {
    return this.#store.get().permissions.includes(`produce:${kind}`);
  }

  close(): void {
    const { microphone, camera } = this.#store.get();
    microphone.track?.stop();
    camera.track?.stop();
    this.#store.set({ microphone: { on: false }, camera: { on: false } });
  }
}
