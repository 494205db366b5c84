import type { JoinAnswer, JoinClaims } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { infoOf } from './lobby.ts';
import type { Link, Peer } from './peer.ts';
import type { Room } from './room.ts';

/** Takes a place in the lobby, or the same place again on a new socket. */
export function wait(room: Room, link: Link, claims: JoinClaims): JoinAnswer {
  if (room.closed) throw new RefusedError('room_ended');
  const former = room.lobby.get(claims.sub)?.link;
  const { waiting, isNew } = room.lobby.enter(claims, link, room.deps.now());
  if (former && former !== link) {
    room.notifyWaiting('sessionReplaced', {}, [{ ...waiting, link: former }]);
    former.close();
  }
  if (isNew) room.notifyAdmitters('peerWaiting', { peer: infoOf(waiting) });
  return { status: 'waiting', peerId: claims.sub, since: waiting.since, hosts: room.hosts };
}

/** @throws RefusedError `permission_denied`, `peer_unknown` */
export function admit(room: Room, host: Peer, peerId: string): void {
  host.require('admit');
  const waiting = takeFromLobby(room, peerId);
  room.setStanding(peerId, { admitted: true, denials: 0 });
  room.notifyAdmitters('waitingPeerLeft', { peerId, outcome: 'admitted' });
  room.notifyWaiting('admitted', {}, [waiting]);
}

/** @throws RefusedError `permission_denied`, `peer_unknown` */
export function deny(room: Room, host: Peer, peerId: string): void {
  host.require('admit');
  const waiting = takeFromLobby(room, peerId);
  room.setStanding(peerId, { denials: room.standing(peerId).denials + 1 });
  room.notifyAdmitters('waitingPeerLeft', { peerId, outcome: 'denied' });
  room.notifyWaiting('admissionDenied', {}, [waiting]);
  waiting.link?.end();
  room.watchEmptiness();
}

/** The socket of someone who waits is lost: the place is kept for the grace time. */
export function waitingSocketLost(room: Room, peerId: string, link: Link): void {
  const waiting = room.lobby.get(peerId);
  if (waiting?.link !== link) return;
  waiting.link = undefined;
  waiting.graceTimer = setTimeout(() => giveUp(room, peerId), room.deps.reconnectGraceMs);
}

/** Someone who waits leaves, or did not come back. */
export function giveUp(room: Room, peerId: string): void {
  const waiting = room.lobby.remove(peerId);
  if (!waiting) return;
  room.notifyAdmitters('waitingPeerLeft', { peerId, outcome: 'left' });
  waiting.link?.end();
  room.watchEmptiness();
}

function takeFromLobby(room: Room, peerId: string) {
  const waiting = room.lobby.remove(peerId);
  if (!waiting) throw new RefusedError('peer_unknown');
  return waiting;
}
