import type { Answer, ParsedRequestData, RequestName } from '@silkconsult/protocol';
import type { Peer } from '../../rooms/peer.ts';
import type { Room } from '../../rooms/room.ts';
import type { Rooms } from '../../rooms/rooms.ts';
import type { Connection } from '../connection.ts';

/**
 * An answer, or how to compose it in the very tick in which it is sent: for answers that hold
 * state, so that no notification can be lost or doubled between the two.
 */
export type Reply<N extends RequestName> = Answer<N> | (() => Answer<N>);

type Handler<N extends RequestName, Who> = (
  who: Who,
  data: ParsedRequestData<N>,
) => Reply<N> | Promise<Reply<N>>;

type Handlers<Who> = { [N in RequestName]?: Handler<N, Who> };

/** Of someone who is not in the room: outside, or in its lobby. */
export type EntryHandlers = Handlers<{ connection: Connection; rooms: Rooms }>;

/** Of someone in the lobby. */
export type LobbyHandlers = Handlers<{ connection: Connection; rooms: Rooms; room: Room }>;

/** Of a peer in the room. */
export type RoomHandlers = Handlers<{
  connection: Connection;
  rooms: Rooms;
  room: Room;
  peer: Peer;
}>;
