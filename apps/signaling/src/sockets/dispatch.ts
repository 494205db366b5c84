import type { Ack, ErrorCode, RequestName } from '@silkconsult/protocol';
import { REQUESTS, requestEnvelopeSchema } from '@silkconsult/protocol';
import type { Logger } from '@silkconsult/service-kit';
import { parse, RefusedError, toRefusal } from '@silkconsult/service-kit';
import type { Rooms } from '../rooms/rooms.ts';
import type { Connection, Place } from './connection.ts';
import { captionHandlers } from './handlers/captions.ts';
import { entryHandlers } from './handlers/entry.ts';
import { lobbyHandlers } from './handlers/lobby.ts';
import { mediaHandlers } from './handlers/media.ts';
import { moderationHandlers } from './handlers/moderation.ts';
import { talkHandlers } from './handlers/talk.ts';
import type { Reply } from './handlers/types.ts';
import { isShallow } from './shape.ts';

type AnyHandler = (who: object, data: unknown) => Reply<RequestName> | Promise<Reply<RequestName>>;

/**
 * The pipeline by where a person stands: someone outside or in the lobby simply has no room
 * handlers, so there is nothing that could forget to check.
 */
const HANDLERS: Record<Place['state'], Partial<Record<RequestName, unknown>>> = {
  outside: entryHandlers,
  waiting: lobbyHandlers,
  joined: { ...mediaHandlers, ...moderationHandlers, ...talkHandlers, ...captionHandlers },
};

/** Why a request that exists has no handler where the person stands. */
const MISPLACED: Record<Place['state'], ErrorCode> = {
  outside: 'not_joined',
  waiting: 'not_admitted',
  joined: 'already_joined',
};

/**
 * Handles one message of a socket.
 *
 * @returns the acknowledgement, composed in the tick in which this calls `send`
 */
export async function dispatch(
  connection: Connection,
  rooms: Rooms,
  message: unknown,
  logger: Logger,
  send: (ack: Ack) => void,
): Promise<void> {
  let name: RequestName | undefined;
  try {
    const request = parseMessage(message);
    name = request.name;
    const handler = HANDLERS[connection.place.state][name];
    if (!handler) throw new RefusedError(MISPLACED[connection.place.state]);
    const who = { connection, rooms, ...connection.place };
    // The table pairs each name with its data; the type system cannot follow a name at run time.
    const reply = await (handler as AnyHandler)(who, request.data);
    send({ ok: true, data: typeof reply === 'function' ? reply() : reply });
  } catch (error) {
    if (!(error instanceof RefusedError))
      logger.error({ err: error, route: name }, 'request failed');
    const refused = error instanceof RefusedError ? error : new RefusedError('internal');
    send({ ok: false, error: toRefusal(refused) });
  }
}

/** @throws RefusedError `malformed_message` */
function parseMessage(message: unknown): { name: RequestName; data: unknown } {
  if (!isShallow(message)) throw new RefusedError('malformed_message');
  const { name, data } = parse(requestEnvelopeSchema, message, 'malformed_message');
  return { name, data: parse(REQUESTS[name].data, data, 'malformed_message') };
}
