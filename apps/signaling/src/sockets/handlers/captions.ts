import type { CaptionSegment } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { Room } from '../../rooms/room.ts';
import type { Change } from '../../rooms/utterance.ts';
import type { RoomHandlers } from './types.ts';

/** What people do to lines that are there: tick off, doubt, correct. */
export const captionHandlers: RoomHandlers = {
  confirmReadBack({ room, peer }, { confirmed, ...seen }) {
    peer.require('confirmCaption');
    const tick = confirmed ? { by: peer.peerId, at: room.deps.now() } : undefined;
    return settle(room, room.board.confirm(seen, tick));
  },

  disputeCaption({ room, peer }, { disputed, ...seen }) {
    peer.require('confirmCaption');
    return settle(room, room.board.dispute(seen, disputed ? peer.peerId : undefined));
  },

  correctCaption({ room, peer }, { text, ...seen }) {
    peer.require('correctCaption');
    const { segment } = settle(room, room.board.correct(seen, text, peer.peerId));
    room.deps.captions.retranslate(segment, room.board.lockedLanguages(segment.segmentId));
    return { segment };
  },
};

/** Tells everybody at once; @throws RefusedError `caption_unknown`, `caption_conflict` */
function settle(room: Room, change: Change): { segment: CaptionSegment } {
  if (change.outcome === 'unknown') throw new RefusedError('caption_unknown');
  const segment = change.current;
  if (change.outcome === 'stale') throw new RefusedError('caption_conflict', { current: segment });
  room.postCaptions(change.told);
  return { segment };
}
