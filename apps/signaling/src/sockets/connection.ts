import type {
  ClientToServerEvents,
  Notification,
  ServerToClientEvents,
} from '@silkconsult/protocol';
import type { DefaultEventsMap, Socket } from 'socket.io';
import { waitingSocketLost } from '../rooms/admission.ts';
import { socketLost } from '../rooms/leaving.ts';
import type { Link, Peer } from '../rooms/peer.ts';
import type { Prepared } from '../rooms/preparing.ts';
import type { Room } from '../rooms/room.ts';
import type { Admitted } from '../tokens/joinToken.ts';

export interface SocketData {
  admitted: Admitted;
}
export type ClientSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>;

/** Where the person on this socket stands; it decides which requests have a handler at all. */
export type Place =
  | { state: 'outside' }
  | { state: 'waiting'; room: Room }
  | { state: 'joined'; room: Room; peer: Peer };

/** One socket: the way to one browser, and where the person at it stands. */
export class Connection implements Link {
  readonly admitted: Admitted;
  place: Place = { state: 'outside' };
  /** What was made ahead, until it is a peer's or this connection ends. */
  prepared: Prepared | undefined;
  readonly #socket: ClientSocket;

  constructor(socket: ClientSocket) {
    this.#socket = socket;
    this.admitted = socket.data.admitted;
    socket.on('disconnect', () => this.#lost());
  }

  get id(): string {
    return this.#socket.id;
  }

  get open(): boolean {
    return this.#socket.connected;
  }

  deliver(notification: Notification): void {
    this.#socket.emit('notification', notification);
  }

  end(): void {
    this.place = { state: 'outside' };
    this.prepared?.close();
    this.prepared = undefined;
  }

  close(): void {
    this.end();
    this.#socket.disconnect(true);
  }

  #lost(): void {
    const { place } = this;
    this.end();
    if (place.state === 'joined') socketLost(place.room, place.peer, this);
    if (place.state === 'waiting') waitingSocketLost(place.room, this.admitted.claims.sub, this);
  }
}
