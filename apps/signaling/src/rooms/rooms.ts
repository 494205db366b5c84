import type { SpeakerDoubted } from '@silkconsult/captions';
import type { CaptionSegment, CaptionStatus, JoinClaims } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { dismiss, endRoom } from './leaving.ts';
import { recovery } from './publishing.ts';
import type { RoomDeps } from './room.ts';
import { Room } from './room.ts';
import { mayReopen } from './rules.ts';

/** Says which node has a room, where several nodes share them. */
export interface Leases {
  /** @throws RefusedError `unavailable` when another node has the room, or nobody can tell */
  take(roomId: string): Promise<void>;
  release(roomId: string): Promise<void>;
}

/** Longer than any join token or admission window lives. */
const ENDED_KEPT_MS = 6 * 3_600_000;

/** The rooms of this node. */
export class Rooms {
  readonly #deps: RoomDeps;
  readonly #leases: Leases | undefined;
  /** A promise while the room is being made: everyone who asks meanwhile gets the same one. */
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #live = new Map<string, Room>();
  readonly #endedAt = new Map<string, number>();
  #draining = false;

  constructor(deps: RoomDeps, leases?: Leases) {
    this.#deps = deps;
    this.#leases = leases;
    deps.captions.on('segment', (segment) => this.#post(segment));
    deps.captions.on('languageDoubted', (doubted) => this.#askSpeaker(doubted));
    deps.captions.on('status', (status) => this.#tellStatus(status));
  }

  get all(): Room[] {
    return [...this.#live.values()];
  }

  get draining(): boolean {
    return this.#draining;
  }

  find(roomId: string): Room | undefined {
    return this.#live.get(roomId);
  }

  /**
   * Get or create, serialised for each room.
   *
   * @throws RefusedError `node_draining`, `room_ended`, `media_unavailable`, `unavailable`
   */
  async open(claims: JoinClaims): Promise<Room> {
    if (this.#draining) throw new RefusedError('node_draining');
    this.#checkNotEnded(claims);
    const known = this.#rooms.get(claims.room);
    if (known) return known;
    const created = this.#create(claims);
    this.#rooms.set(claims.room, created);
    created.catch(() => this.#rooms.delete(claims.room));
    return created;
  }

  /** Ends the consult; only those who may end consults can open it again. */
  end(room: Room): void {
    this.#forgetOldEnds();
    this.#endedAt.set(room.id, this.#deps.now().getTime());
    endRoom(room);
  }

  /** Tells everyone that this node stops; no room is opened any more. */
  drain(): void {
    this.#draining = true;
    for (const room of this.all) {
      room.notifyAll('nodeDraining', {});
      room.notifyWaiting('nodeDraining', {});
    }
  }

  /** The node stops: stays end in the reports, the encounters do not. */
  close(): void {
    for (const room of this.all) {
      for (const peer of [...room.peers.values()]) dismiss(room, peer, 'lost');
      room.close();
    }
  }

  async #create(claims: JoinClaims): Promise<Room> {
    await this.#leases?.take(claims.room);
    try {
      const room = await Room.create(claims, this.#deps, {
        media: recovery,
        closed: (closed) => this.#forget(closed),
      });
      this.#live.set(room.id, room);
      if (this.#draining) room.close();
      return room;
    } catch (error) {
      await this.#leases?.release(claims.room);
      throw error;
    }
  }

  #forget(room: Room): void {
    this.#live.delete(room.id);
    this.#rooms.delete(room.id);
    void this.#leases?.release(room.id);
  }

  #checkNotEnded({ room, permissions }: JoinClaims): void {
    if (!this.#endedAt.has(room)) return;
    if (!mayReopen(permissions)) throw new RefusedError('room_ended');
    this.#endedAt.delete(room);
  }

  #forgetOldEnds(): void {
    const limit = this.#deps.now().getTime() - ENDED_KEPT_MS;
    for (const [roomId, endedAt] of this.#endedAt)
      if (endedAt < limit) this.#endedAt.delete(roomId);
  }

  #post(segment: CaptionSegment): void {
    const room = this.#live.get(segment.roomId);
    if (!room) return;
    // What comes after a withdrawal is still shown, but to nobody who comes later.
    const forgotten = room.consents.hasWithdrawn(segment.speakerId);
    room.postCaptions(forgotten ? [segment] : room.board.take(segment));
  }

  /** The speaker alone is asked, and only about the language that they still say they speak. */
  #askSpeaker({ roomId, speakerId, listening, language }: SpeakerDoubted): void {
    const room = this.#live.get(roomId);
    const peer = room?.peers.get(speakerId);
    if (!room || peer?.spokenLanguage !== listening) return;
    // Who reads captions in another language than they speak may well speak that one.
    const reads = peer.captionLanguage === listening ? null : peer.captionLanguage;
    room.notify([peer], 'spokenLanguageDoubted', { listening, language: language ?? reads });
  }

  #tellStatus(status: CaptionStatus): void {
    for (const room of this.all) room.notifyAll('captionStatusChanged', { status });
  }
}
