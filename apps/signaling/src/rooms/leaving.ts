import type { NotificationData } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { Link, Peer } from './peer.ts';
import type { Room } from './room.ts';

export type LeaveReason = NotificationData<'peerLeft'>['reason'];

/**
 * Takes a peer out of the room, whatever the reason: its media closes, the others and the reports
 * are told. Idempotent.
 */
export function dismiss(room: Room, peer: Peer, reason: LeaveReason): void {
  if (peer.left) return;
  farewell(room, peer, reason);
  peer.left = true;
  clearTimeout(peer.graceTimer);
  room.peers.delete(peer.peerId);
  peer.media?.close();
  room.notifyAll('peerLeft', { peerId: peer.peerId, reason });
  if (room.dominantPeerId === peer.peerId) {
    room.setDominant(null);
    room.notifyAll('dominantSpeakerChanged', { peerId: null });
  }
  if (peer.may('admit')) room.notifyWaiting('hostsChanged', { hosts: room.hosts });
  room.updateLanguages();
  room.updateOutside();
  room.deps.encounters.left(room.stayOf(peer), reason);
  room.watchEmptiness();
  if (reason === 'replaced') peer.link?.close();
  else peer.link?.end();
  peer.detach();
}

/** The last notification of a session says why it is over. */
function farewell(room: Room, peer: Peer, reason: LeaveReason): void {
  if (reason === 'replaced') room.notify([peer], 'sessionReplaced', {});
  if (reason === 'removed') room.notify([peer], 'removed', {});
  if (reason === 'ended') room.notify([peer], 'roomEnded', {});
}

/** The socket of a peer is lost: media goes on, and the peer may resume for the grace time. */
export function socketLost(room: Room, peer: Peer, link: Link): void {
  if (peer.link !== link || peer.left) return;
  peer.detach();
  peer.graceTimer = setTimeout(() => dismiss(room, peer, 'lost'), room.deps.reconnectGraceMs);
  room.notifyAll('peerReconnecting', { peerId: peer.peerId }, peer);
}

/**
 * Removed people come back only if somebody admits them again, whatever their token allows.
 *
 * @throws RefusedError `permission_denied`, `peer_unknown`
 */
export function removePeer(room: Room, host: Peer, peerId: string): void {
  host.require('removePeer');
  if (peerId === host.peerId) throw new RefusedError('permission_denied');
  const peer = room.peers.get(peerId);
  if (!peer) throw new RefusedError('peer_unknown');
  room.setStanding(peerId, { removed: true, admitted: false });
  dismiss(room, peer, 'removed');
}

/** Ends the consult for everyone in the room and in its lobby, and closes the room. */
export function endRoom(room: Room): void {
  const waiting = room.lobby.all;
  room.notifyWaiting('roomEnded', {}, waiting);
  for (const peer of [...room.peers.values()]) dismiss(room, peer, 'ended');
  for (const { link } of waiting) link?.end();
  room.deps.encounters.finished(room.id);
  room.close();
}
