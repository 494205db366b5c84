import type { Server as HttpServer } from 'node:http';
import type {
  Ack,
  ClientToServerEvents,
  Refusal,
  ServerToClientEvents,
} from '@silkconsult/protocol';
import type { Logger } from '@silkconsult/service-kit';
import { RefusedError, toRefusal } from '@silkconsult/service-kit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { DefaultEventsMap } from 'socket.io';
import { Server } from 'socket.io';
import type { Metrics } from '../metrics.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { verifyJoinToken } from '../tokens/joinToken.ts';
import type { Jwks } from '../tokens/jwks.ts';
import type { ClientSocket, SocketData } from './connection.ts';
import { Connection } from './connection.ts';
import { dispatch } from './dispatch.ts';

/** Generous: a join with thirty producers takes about ten requests. */
const REQUESTS_PER_WINDOW = 300;
const WINDOW_SECONDS = 10;
const MAX_MESSAGE_BYTES = 256 * 1024;
/** A lost socket is noticed within ten seconds, even if nothing says goodbye. */
const PING_MS = 5_000;

export type SignalingServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>;

export interface SocketDeps {
  jwks: Jwks;
  rooms: Rooms;
  metrics: Metrics;
  logger: Logger;
  now(): Date;
}

type ConnectError = Error & { data: Refusal };

/** Opens socket.io on the server: nobody gets a socket without a join token. */
export function openSockets(http: HttpServer, deps: SocketDeps): SignalingServer {
  const io: SignalingServer = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: PING_MS,
    pingTimeout: PING_MS,
    connectTimeout: 10_000,
  });
  io.use((socket, next) => {
    verifyJoinToken(socket.handshake.auth.token, deps.jwks, deps.now()).then(
      (admitted) => {
        socket.data.admitted = admitted;
        next();
      },
      (error: unknown) => next(asConnectError(error, deps.logger)),
    );
  });
  const limiter = new RateLimiterMemory({ points: REQUESTS_PER_WINDOW, duration: WINDOW_SECONDS });
  io.on('connection', (socket) => serve(socket, limiter, deps));
  return io;
}

function serve(socket: ClientSocket, limiter: RateLimiterMemory, deps: SocketDeps): void {
  const connection = new Connection(socket);
  // Everything arrives here, whatever its name and shape: types are not yet true.
  socket.onAny((event: unknown, ...args: unknown[]) => {
    const ack = args.at(-1);
    // Without an acknowledgement function there is no way to answer, and no request of ours.
    if (typeof ack !== 'function') return deps.metrics.unanswerable.inc();
    const message = event === 'request' && args.length === 2 ? args[0] : undefined;
    void answer(connection, message, limiter, deps, ack as (answer: Ack) => void);
  });
  socket.on('disconnect', () => void limiter.delete(connection.id));
}

async function answer(
  connection: Connection,
  message: unknown,
  limiter: RateLimiterMemory,
  { rooms, metrics, logger }: SocketDeps,
  ack: (answer: Ack) => void,
): Promise<void> {
  const allowed = await limiter.consume(connection.id).catch(() => undefined);
  if (!allowed) return ack({ ok: false, error: toRefusal(new RefusedError('too_many_requests')) });
  const stopTimer = metrics.joinSeconds.startTimer();
  await dispatch(connection, rooms, message, logger, (sent) => {
    ack(sent);
    if (sent.ok && 'status' in sent.data && sent.data.status === 'joined') stopTimer();
  });
}

function asConnectError(error: unknown, logger: Logger): ConnectError {
  const refused = error instanceof RefusedError ? error : new RefusedError('internal');
  if (refused !== error) logger.error({ err: error }, 'connection failed');
  return Object.assign(new Error(refused.code), { data: toRefusal(refused) });
}
