import type { ErrorCode, JoinClaims } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import * as entering from '../../rooms/entering.ts';
import { Prepared } from '../../rooms/preparing.ts';
import type { Connection } from '../connection.ts';
import type { EntryHandlers } from './types.ts';

/** The door. The room is always the token's: no message can name another. */
export const entryHandlers: EntryHandlers = {
  async prepareMedia({ connection, rooms }) {
    const room = await rooms.open(claimsOf(connection));
    const prepared = await Prepared.create(room, connection.admitted.claims);
    return () => {
      const obstacle = connection.prepared ? 'already_joined' : obstacleTo(connection);
      if (obstacle) {
        // A join overtook it, or nobody is there any more.
        prepared.close();
        throw new RefusedError(obstacle);
      }
      connection.prepared = prepared;
      return prepared.transports.offer;
    };
  },

  async connectTransport({ connection }, { transportId, dtlsParameters }) {
    if (!connection.prepared) throw new RefusedError('transport_unknown');
    await connection.prepared.transports.get(transportId).connect(dtlsParameters);
    return {};
  },

  async join({ connection, rooms }, data) {
    const claims = claimsOf(connection);
    const room = await rooms.open(claims);
    const arrived = room.expectSomebody();
    const prepared = connection.prepared?.claim();
    const leaveIt = () => {
      arrived();
      prepared?.unclaim();
    };
    try {
      const enter = await entering.join(room, connection, claims, data, prepared?.transports);
      return () => {
        try {
          const { answer, peer } = enter(obstacleTo(connection));
          connection.place = peer ? { state: 'joined', room, peer } : { state: 'waiting', room };
          if (peer) settlePrepared(connection, prepared);
          return answer;
        } finally {
          leaveIt();
        }
      };
    } catch (error) {
      leaveIt();
      throw error;
    }
  },

  resume({ connection, rooms }, data) {
    return () => {
      const { claims } = connection.admitted;
      const room = rooms.find(claims.room);
      if (!room || !connection.open) throw new RefusedError('resume_refused');
      const { answer, peer } = entering.resume(room, connection, claims, data);
      connection.place = { state: 'joined', room, peer };
      return answer;
    };
  },
};

/** What was prepared is the peer's now; what came too late for the join is of no use. */
function settlePrepared(connection: Connection, used: Prepared | undefined): void {
  if (used) used.handOver();
  else connection.prepared?.close();
  connection.prepared = undefined;
}

/** @throws RefusedError `token_expired` */
function claimsOf({ admitted: { claims, expired } }: Connection): JoinClaims {
  if (expired) throw new RefusedError('token_expired');
  return claims;
}

/** While the answer was being made, a second join was faster, or the socket was lost. */
function obstacleTo({ place, open }: Connection): ErrorCode | undefined {
  if (place.state === 'joined') return 'already_joined';
  return open ? undefined : 'not_joined';
}
