import type { JoinClaims } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { PeerTransports } from '../media/transports.ts';
import type { Room } from './room.ts';
import { entryOf } from './rules.ts';

/**
 * Transports of somebody who is about to enter: the handshake is over while they still look into
 * the camera. Nothing flows on them before they are in, and the room stays open for them.
 */
export class Prepared {
  readonly transports: PeerTransports;
  readonly #release: () => void;
  #claimed = false;

  private constructor(transports: PeerTransports, release: () => void) {
    this.transports = transports;
    this.#release = release;
  }

  /** @throws RefusedError `admission_denied`, `media_unavailable` */
  static async create(room: Room, claims: JoinClaims): Promise<Prepared> {
    if (entryOf(claims.permissions, room.standing(claims.sub)) === 'refuse')
      throw new RefusedError('admission_denied');
    const release = room.keepOpen();
    try {
      return new Prepared(await PeerTransports.create(await room.media.current()), release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** For one join at a time: another one on the same socket makes its own transports. */
  claim(): Prepared | undefined {
    if (this.#claimed || this.transports.closed) return undefined;
    this.#claimed = true;
    return this;
  }

  unclaim(): void {
    this.#claimed = false;
  }

  /** The transports belong to a peer now. */
  handOver(): void {
    this.#release();
  }

  close(): void {
    this.transports.close();
    this.#release();
  }
}
