import type {
  CaptionSegment,
  Host,
  JoinClaims,
  Language,
  Notification,
  NotificationData,
  NotificationName,
  RoomState,
} from '@silkconsult/protocol';
import type { Logger } from '@silkconsult/service-kit';
import { type ConsentSource, NOBODY } from '../consents/consents.ts';
import type { KeeperEvents } from '../media/keeper.ts';
import { MediaKeeper } from '../media/keeper.ts';
import type { RoomProducer } from '../media/roomProducer.ts';
import type { Workers } from '../media/workers.ts';
import type { EncounterLog, Stay, Wait } from '../reports/encounters.ts';
import { UNREPORTED } from '../reports/encounters.ts';
import { CaptionBoard } from './captionBoard.ts';
import type { Captions } from './captions.ts';
import { captionTap } from './captionTap.ts';
import { Chat } from './chat.ts';
import { RoomConsents } from './consents.ts';
import type { Waiting } from './lobby.ts';
import { Lobby } from './lobby.ts';
import type { Peer } from './peer.ts';
import type { Standing } from './rules.ts';
import { FRESH_STANDING, isRehearsal, LIMITS, readsSegment } from './rules.ts';

/** What rooms need of the process. */
export interface RoomDeps {
  workers: Workers;
  captions: Captions;
  encounters: EncounterLog;
  consents: ConsentSource;
  logger: Logger;
  now(): Date;
  reconnectGraceMs: number;
  emptyMs: number;
}

interface RoomCallbacks {
  media(room: Room): KeeperEvents;
  closed(room: Room): void;
}

/**
 * A live session: who is in it and in its lobby, what they are told, and the media under it.
 * What people do in it is in the files beside: entering, admission, leaving, publishing.
 */
export class Room {
  readonly id: string;
  readonly encounterId: string;
  readonly deps: RoomDeps;
  readonly startedAt: Date;
  readonly peers = new Map<string, Peer>();
  readonly lobby: Lobby;
  readonly chat = new Chat();
  readonly board = new CaptionBoard();
  readonly consents: RoomConsents;
  #dominantPeerId: string | null = null;
  readonly #standings = new Map<string, Standing>();
  readonly #onClosed: (room: Room) => void;
  #keeper: MediaKeeper | undefined;
  #emptyTimer: NodeJS.Timeout | undefined;
  #seq = 0;
  #outsideSpeakers: string[] = [];
  #onTheWayIn = 0;
  #preparing = 0;
  #closed = false;

  private constructor(claims: JoinClaims, deps: RoomDeps, onClosed: (room: Room) => void) {
    this.id = claims.room;
    this.encounterId = claims.encounter;
    this.deps = isRehearsal(claims) ? { ...deps, encounters: UNREPORTED, consents: NOBODY } : deps;
    this.startedAt = deps.now();
    this.lobby = new Lobby({
      entered: (waiting) => this.deps.encounters.waiting(this.#waitOf(waiting)),
      left: (waiting) => this.deps.encounters.waited(this.#waitOf(waiting)),
    });
    this.consents = new RoomConsents(() => this.deps.consents.of(this.id), {
      transcribedChanged: () =>
        this.notifyAll('transcribedChanged', { peerIds: this.consents.transcribed }),
      outsideChanged: () => this.updateOutside(),
      withdrawn: (peerId) => {
        this.board.forget(peerId);
        for (const peer of this.peers.values()) peer.log.forgetCaptionsOf(peerId);
        this.notifyAll('captionsWithdrawn', { peerId });
      },
    });
    this.#onClosed = onClosed;
  }

  /** @throws RefusedError `media_unavailable` when no worker is living. */
  static async create(claims: JoinClaims, deps: RoomDeps, callbacks: RoomCallbacks): Promise<Room> {
    const room = new Room(claims, deps, callbacks.closed);
    const languageOf = (peerId: string) => room.peers.get(peerId)?.spokenLanguage;
    const sink = captionTap(deps.captions, room.id, languageOf, deps.logger);
    room.#keeper = await MediaKeeper.create(deps.workers, sink, callbacks.media(room));
    deps.captions.openRoom(room.id);
    room.watchEmptiness();
    return room;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get seq(): number {
    return this.#seq;
  }

  get media(): MediaKeeper {
    if (!this.#keeper) throw new Error('the room was used before it was created');
    return this.#keeper;
  }

  get hosts(): Host[] {
    return [...this.peers.values()].filter((peer) => peer.may('admit')).map(({ host }) => host);
  }

  standing(peerId: string): Standing {
    return this.#standings.get(peerId) ?? FRESH_STANDING;
  }

  setStanding(peerId: string, change: Partial<Standing>): void {
    this.#standings.set(peerId, { ...this.standing(peerId), ...change });
  }

  get dominantPeerId(): string | null {
    return this.#dominantPeerId;
  }

  /** Told to the captions too: under the heaviest load only dominant speakers are recognised. */
  setDominant(peerId: string | null): void {
    this.#dominantPeerId = peerId;
    this.deps.captions.setDominantSpeaker(this.id, peerId ?? undefined);
  }

  /** What a peer may consume: everything that the others produce; in a rehearsal the own echo. */
  producersFor(peer: Peer): RoomProducer[] {
    if (!peer.may('consume')) return [];
    return [...this.peers.values()]
      .filter((other) => other.peerId !== peer.peerId || peer.may('echo'))
      .flatMap((other) => other.media?.producers.all ?? []);
  }

  /** Everything that this peer's client shows. */
  stateFor(peer: Peer): RoomState {
    return {
      roomId: this.id,
      seq: this.#seq,
      startedAt: this.startedAt.toISOString(),
      peers: [...this.peers.values()].map(({ info }) => info),
      waiting: peer.may('admit') ? this.lobby.infos : [],
      chat: [...this.chat.messages],
      captions: this.board.linesFor(peer.captionLanguage),
      captionStatus: this.deps.captions.status,
      transcribed: this.consents.transcribed,
      outsideSpeakers: this.#outsideSpeakers,
    };
  }

  /** One event of the room, told to some peers under one sequence number. */
  notify<N extends NotificationName>(
    peers: Iterable<Peer>,
    name: N,
    data: NotificationData<N>,
    keep = true,
  ): void {
    const notification = this.#next(name, data);
    for (const peer of peers) peer.notify(notification, keep);
  }

  notifyAll<N extends NotificationName>(name: N, data: NotificationData<N>, except?: Peer): void {
    this.notify(
      [...this.peers.values()].filter((peer) => peer !== except),
      name,
      data,
    );
  }

  notifyAdmitters<N extends NotificationName>(name: N, data: NotificationData<N>): void {
    this.notify(
      [...this.peers.values()].filter((peer) => peer.may('admit')),
      name,
      data,
    );
  }

  notifyWaiting<N extends NotificationName>(
    name: N,
    data: NotificationData<N>,
    waiting = this.lobby.all,
  ): void {
    const notification = this.#next(name, data);
    for (const { link } of waiting) link?.deliver(notification);
  }

  /** Tells lines to those who read them, and to the transcript where it may keep them. */
  postCaptions(segments: readonly CaptionSegment[]): void {
    for (const segment of segments) {
      if (this.consents.keeps(segment)) this.deps.encounters.lineKept(this.encounterId, segment);
      const readers = [...this.peers.values()].filter((peer) =>
        readsSegment(segment, peer.captionLanguage),
      );
      // A partial that was missed is replaced by the next revision: only what stays is logged.
      this.notify(readers, 'captionPosted', { segment }, segment.state !== 'partial');
    }
  }

  /** A peer's time in the room, as the reports tell it. */
  stayOf(peer: Peer): Stay {
    const { peerId: personId, stayId } = peer;
    const { id: roomId, encounterId } = this;
    const { role } = peer.claims;
    return { roomId, encounterId, personId, stayId, role, isHost: peer.may('admit') };
  }

  #waitOf({ claims, stayId }: Waiting): Wait {
    const { id: roomId, encounterId } = this;
    return { roomId, encounterId, personId: claims.sub, stayId, role: claims.role };
  }

  /** Keeps the captions' target languages those that somebody reads. */
  updateLanguages(): void {
    const languages = new Set<Language>();
    for (const peer of this.peers.values()) languages.add(peer.captionLanguage);
    this.deps.captions.setRoomLanguages(this.id, [...languages]);
  }

  /** Lets engines outside the hospital have the words of those alone who may be heard there now. */
  updateOutside(): void {
    const peerIds = this.consents.outsideSpeakers([...this.peers.keys()]).sort();
    if (peerIds.join() === this.#outsideSpeakers.join()) return;
    this.#outsideSpeakers = peerIds;
    this.deps.captions.allowOutside(this.id, peerIds);
    this.notifyAll('outsideSpeakersChanged', { peerIds });
  }

  /**
   * Somebody is on the way in: keeps the clock from closing the room under their feet.
   *
   * @returns to be called when they are in, or have failed
   */
  expectSomebody(): () => void {
    this.#onTheWayIn += 1;
    this.watchEmptiness();
    return () => {
      this.#onTheWayIn -= 1;
      this.watchEmptiness();
    };
  }

  /**
   * Somebody is about to enter, who knows when: an empty room is kept for them, but its encounter
   * may be over.
   *
   * @returns to be called when they are in, or gone
   */
  keepOpen(): () => void {
    let kept = true;
    this.#preparing += 1;
    return () => {
      if (!kept) return;
      kept = false;
      this.#preparing -= 1;
      this.watchEmptiness();
    };
  }

  /** Starts or stops the clock that closes an empty room; called whenever someone comes or goes. */
  watchEmptiness(): void {
    clearTimeout(this.#emptyTimer);
    if (this.#closed || this.peers.size > 0 || this.#onTheWayIn > 0) return;
    this.#emptyTimer = setTimeout(() => {
      this.deps.encounters.finished(this.id);
      // Those who wait or prepare are never sent away by a clock; their leaving starts it again.
      if (this.lobby.size === 0 && this.#preparing === 0) this.close();
    }, this.deps.emptyMs);
  }

  get isFull(): boolean {
    return this.peers.size >= LIMITS.peersPerRoom;
  }

  /**
   * Idempotent. Closes the media, ends the captions, forgets who was admitted. Whoever closes a
   * room with people in it dismisses them first.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#emptyTimer);
    this.consents.close();
    for (const peer of this.peers.values()) {
      clearTimeout(peer.graceTimer);
      peer.media?.close();
    }
    this.peers.clear();
    for (const { claims } of this.lobby.all) this.lobby.remove(claims.sub);
    this.#keeper?.close();
    this.deps.captions.closeRoom(this.id);
    this.#onClosed(this);
  }

  #next<N extends NotificationName>(name: N, data: NotificationData<N>): Notification {
    this.#seq += 1;
    // The generics hold name and data together; a union's member cannot be told so.
    return { seq: this.#seq, name, data } as Notification;
  }
}
