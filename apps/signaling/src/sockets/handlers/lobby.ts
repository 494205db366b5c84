import { giveUp } from '../../rooms/admission.ts';
import { entryHandlers } from './entry.ts';
import type { LobbyHandlers } from './types.ts';

/** In the lobby one can ask again whether the door is open, or go. */
export const lobbyHandlers: LobbyHandlers = {
  join: entryHandlers.join,
  // The handshake of what was prepared may still be under way.
  connectTransport: entryHandlers.connectTransport,

  leave({ connection, room }) {
    giveUp(room, connection.admitted.claims.sub);
    connection.end();
    return {};
  },
};
