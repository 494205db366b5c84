import type { ErrorCode } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import * as entering from '../../rooms/entering.ts';
import type { Connection } from '../connection.ts';
import type { EntryHandlers } from './types.ts';

/** The door. The room is always the token's: no message can name another. */
export const entryHandlers: EntryHandlers = {
  async join({ connection, rooms }, data) {
    const { claims, expired } = connection.admitted;
    if (expired) throw new RefusedError('token_expired');
    const room = await rooms.open(claims);
    const arrived = room.expectSomebody();
    try {
      const enter = await entering.join(room, connection, claims, data);
      return () => {
        try {
          const { answer, peer } = enter(obstacleTo(connection));
          connection.place = peer ? { state: 'joined', room, peer } : { state: 'waiting', room };
          return answer;
        } finally {
          arrived();
        }
      };
    } catch (error) {
      arrived();
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

/** While the answer was being made, a second join was faster, or the socket was lost. */
function obstacleTo({ place, open }: Connection): ErrorCode | undefined {
  if (place.state === 'joined') return 'already_joined';
  return open ? undefined : 'not_joined';
}
