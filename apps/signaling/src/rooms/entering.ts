import type {
  Answer,
  ErrorCode,
  JoinAnswer,
  JoinClaims,
  ParsedRequestData,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { checkCapabilities } from '../media/peerMedia.ts';
import type { PeerTransports } from '../media/transports.ts';
import { wait } from './admission.ts';
import { dismiss } from './leaving.ts';
import type { Link } from './peer.ts';
import { Peer } from './peer.ts';
import { catchUp, openMedia } from './publishing.ts';
import type { Room } from './room.ts';
import { entryOf } from './rules.ts';

/** Where a join leads: into the room as a peer, or into its lobby. */
export type Entry = { answer: JoinAnswer; peer: Peer | undefined };

/** @param obstacle why the person cannot be let in any more after all */
export type Enter = (obstacle: ErrorCode | undefined) => Entry;

/**
 * Lets an identity into the room or its lobby. The result is composed in the tick in which it is
 * sent, so that no notification can come between the state and what follows it.
 *
 * @param prepared transports that were made ahead; closed when the person cannot enter
 * @throws RefusedError `admission_denied`, `room_full`, `invalid_media_parameters`,
 *   `media_unavailable`, `room_ended`
 */
export async function join(
  room: Room,
  link: Link,
  claims: JoinClaims,
  data: ParsedRequestData<'join'>,
  prepared?: PeerTransports,
): Promise<Enter> {
  checkCapabilities(data.rtpCapabilities);
  const entry = entryOf(claims.permissions, room.standing(claims.sub));
  if (entry === 'refuse') throw new RefusedError('admission_denied');
  const captionLanguage = data.captionLanguage ?? claims.captionLanguage;
  if (entry === 'wait')
    return (obstacle) => {
      if (obstacle) throw new RefusedError(obstacle);
      return { answer: wait(room, link, claims), peer: undefined };
    };
  checkPlace(room, claims.sub);
  const { rtpCapabilities } = data;
  const peer = new Peer({ claims, rtpCapabilities, captionLanguage, seq: room.seq });
  const media = await openMedia(room, peer, prepared);
  return (obstacle) => {
    try {
      if (obstacle) throw new RefusedError(obstacle);
      checkPlace(room, claims.sub);
    } catch (error) {
      media.close();
      throw error;
    }
    peer.media = media;
    insert(room, peer, link);
    const resumeToken = peer.issueResumeToken();
    const { peerId, sessionId } = peer;
    const { permissions } = claims;
    const offer = media.offer();
    const state = room.stateFor(peer);
    const status = 'joined' as const;
    const answer = {
      status,
      peerId,
      sessionId,
      resumeToken,
      permissions,
      media: offer,
      room: state,
    };
    return { peer, answer };
  };
}

function checkPlace(room: Room, peerId: string): void {
  if (room.closed) throw new RefusedError('room_ended');
  if (room.isFull && !room.peers.has(peerId)) throw new RefusedError('room_full');
}

function insert(room: Room, peer: Peer, link: Link): void {
  const former = room.peers.get(peer.peerId);
  if (former) dismiss(room, former, 'replaced');
  room.lobby.remove(peer.peerId);
  room.peers.set(peer.peerId, peer);
  room.watchEmptiness();
  room.notifyAll('peerJoined', { peer: peer.info }, peer);
  if (peer.may('admit')) room.notifyWaiting('hostsChanged', { hosts: room.hosts });
  room.updateLanguages();
  room.updateOutside();
  room.deps.encounters.joined(room.stayOf(peer));
  peer.attach(link);
  queueMicrotask(() => void settle(room, peer));
}

/** After the answer is out: what happened while it was being made. */
async function settle(room: Room, peer: Peer): Promise<void> {
  for (const { peerId, qualityBand, media } of room.peers.values()) {
    const score = media?.producers.score;
    if (peerId !== peer.peerId && qualityBand && score !== undefined)
      room.notify([peer], 'connectionQualityChanged', { peerId, score });
  }
  if (!peer.media?.closed) return catchUp(room, peer);
  // The worker died between the offer and the entry, when the room did not know this peer yet.
  peer.media = undefined;
  await room.media.current().catch(() => undefined);
  room.notify([peer], 'mediaLost', {});
}

/**
 * The same session on a new socket. It also works when the server has not yet noticed that the old
 * socket is lost: the new one takes its place.
 *
 * @throws RefusedError `resume_refused`
 */
export function resume(
  room: Room,
  link: Link,
  claims: JoinClaims,
  { sessionId, resumeToken, lastSeq }: ParsedRequestData<'resume'>,
): { answer: Answer<'resume'>; peer: Peer } {
  const peer = room.peers.get(claims.sub);
  if (!peer?.provesSession(sessionId, resumeToken)) throw new RefusedError('resume_refused');
  const former = peer.link;
  peer.attach(link);
  former?.close();
  if (peer.graceTimer) {
    clearTimeout(peer.graceTimer);
    peer.graceTimer = undefined;
    room.notifyAll('peerReturned', { peerId: peer.peerId }, peer);
  }
  const notifications = lastSeq <= room.seq ? peer.log.after(lastSeq) : undefined;
  if (notifications) return { peer, answer: { status: 'missed', notifications } };
  return { peer, answer: { status: 'snapshot', room: room.stateFor(peer) } };
}
