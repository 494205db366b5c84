import { randomUUID } from 'node:crypto';
import type { JoinClaims, WaitingPeer } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { Link } from './peer.ts';
import { LIMITS } from './rules.ts';

export interface Waiting {
  claims: JoinClaims;
  /** One stay in the lobby, as the reports tell it. */
  stayId: string;
  since: string;
  /** Undefined while the socket is lost and the place is kept. */
  link: Link | undefined;
  graceTimer: NodeJS.Timeout | undefined;
}

interface LobbyEvents {
  entered(waiting: Waiting): void;
  left(waiting: Waiting): void;
}

/** Those who wait to be admitted. A place is kept for as long as the person is there. */
export class Lobby {
  readonly #waiting = new Map<string, Waiting>();
  readonly #events: LobbyEvents;

  constructor(events: LobbyEvents) {
    this.#events = events;
  }

  get size(): number {
    return this.#waiting.size;
  }

  get all(): Waiting[] {
    return [...this.#waiting.values()];
  }

  get infos(): WaitingPeer[] {
    return this.all.map(infoOf);
  }

  get(peerId: string): Waiting | undefined {
    return this.#waiting.get(peerId);
  }

  /**
   * Takes a place, or takes it again: `since` stays what it was.
   *
   * @throws RefusedError `room_full`
   */
  enter(claims: JoinClaims, link: Link, now: Date): { waiting: Waiting; isNew: boolean } {
    const known = this.#waiting.get(claims.sub);
    if (known) {
      clearTimeout(known.graceTimer);
      Object.assign(known, { claims, link, graceTimer: undefined });
      return { waiting: known, isNew: false };
    }
    if (this.size >= LIMITS.waitingPerRoom) throw new RefusedError('room_full');
    const since = now.toISOString();
    const waiting = { claims, stayId: randomUUID(), since, link, graceTimer: undefined };
    this.#waiting.set(claims.sub, waiting);
    this.#events.entered(waiting);
    return { waiting, isNew: true };
  }

  /** Gives the place up. Returns who had it. */
  remove(peerId: string): Waiting | undefined {
    const waiting = this.#waiting.get(peerId);
    clearTimeout(waiting?.graceTimer);
    this.#waiting.delete(peerId);
    if (waiting) this.#events.left(waiting);
    return waiting;
  }
}

export function infoOf({ claims, since }: Waiting): WaitingPeer {
  const { sub: peerId, name, nativeName, role, organization, spokenLanguage } = claims;
  return { peerId, name, nativeName, role, organization, spokenLanguage, since };
}
