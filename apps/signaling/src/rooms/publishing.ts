import type { Answer, MediaOffer, ParsedRequestData } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { KeeperEvents } from '../media/keeper.ts';
import { PeerMedia } from '../media/peerMedia.ts';
import { bandOf } from '../media/quality.ts';
import type { RoomProducer } from '../media/roomProducer.ts';
import { PeerTransports } from '../media/transports.ts';
import type { Peer } from './peer.ts';
import type { Room } from './room.ts';
import { isRehearsal } from './rules.ts';

const ATTEMPTS = 3;

/**
 * A peer's media on the room's present worker, on transports that were prepared or on new ones.
 * When the worker dies in the middle, the next one is tried.
 *
 * @throws RefusedError `media_unavailable`
 */
export async function openMedia(
  room: Room,
  peer: Peer,
  prepared?: PeerTransports,
): Promise<PeerMedia> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const media = await room.media.current();
    try {
      const transports =
        prepared && !prepared.closed ? prepared : await PeerTransports.create(media);
      const { peerId, rtpCapabilities } = peer;
      const events = eventsOf(room, peer);
      const opened = new PeerMedia(transports, { peerId, rtpCapabilities, events });
      await opened.consume(room.producersFor(peer));
      return opened;
    } catch (error) {
      if (!media.closed) throw error;
    }
  }
  throw new RefusedError('media_unavailable');
}

function eventsOf(room: Room, peer: Peer) {
  return {
    closed: (consumerId: string) => room.notify([peer], 'consumerClosed', { consumerId }),
    paused: (consumerId: string) => room.notify([peer], 'consumerPaused', { consumerId }),
    resumed: (consumerId: string) => room.notify([peer], 'consumerResumed', { consumerId }),
    layersChanged: (
      consumerId: string,
      spatialLayer: number | null,
      temporalLayer: number | null,
    ) => room.notify([peer], 'consumerLayersChanged', { consumerId, spatialLayer, temporalLayer }),
    qualityMayHaveChanged: () => {
      const score = peer.media?.producers.score;
      if (score === undefined || bandOf(score) === peer.qualityBand) return;
      peer.qualityBand = bandOf(score);
      room.notifyAll('connectionQualityChanged', { peerId: peer.peerId, score });
    },
  };
}

/** @throws RefusedError by permission, source, parameters, or the state of the media */
export async function produce(
  room: Room,
  peer: Peer,
  { transportId, ...wanted }: ParsedRequestData<'produce'>,
): Promise<Answer<'produce'>> {
  peer.requireSource(wanted.source);
  const media = peer.requireMedia();
  media.transports.checkSends(transportId);
  const producer = await media.producers.produce(wanted);
  void announce(room, peer, producer);
  return { producerId: producer.id };
}

/** In a rehearsal: gives the peer its own echo. Else: gives every other peer its paused consumer, and the captions and the speaker observer an ear. */
async function announce(room: Room, peer: Peer, producer: RoomProducer): Promise<void> {
  if (isRehearsal(peer.claims)) return catchUp(room, peer);
  const others = [...room.peers.values()].filter((other) => other !== peer);
  await Promise.all([
    ...others.map((other) => catchUp(room, other)),
    room.media.current().then(
      (media) => media.listenTo(producer),
      () => undefined,
    ),
  ]);
}

/** Tells a peer of whatever it does not consume yet. */
export async function catchUp(room: Room, peer: Peer): Promise<void> {
  const { media } = peer;
  if (!media?.offered) return;
  const made = new Set(await media.consume(room.producersFor(peer)));
  // As they are now: some may have been paused or closed since they were made.
  const alive = media.consumers.infos.filter(({ consumerId }) => made.has(consumerId));
  if (alive.length > 0 && peer.media === media)
    room.notify([peer], 'newConsumers', { consumers: alive });
}

/**
 * Fresh transports for a peer whose old ones are beyond repair. What it produced is gone with them;
 * the client produces again.
 */
export async function rebuildMedia(room: Room, peer: Peer): Promise<() => MediaOffer> {
  const old = peer.media;
  const opened = await openMedia(room, peer);
  return () => {
    if (peer.left || peer.media !== old || opened.closed) {
      opened.close();
      throw new RefusedError(peer.left ? 'not_joined' : 'media_unavailable');
    }
    old?.close();
    peer.media = opened;
    queueMicrotask(() => void catchUp(room, peer));
    return opened.offer();
  };
}

/** What a room does when its worker dies, and when it has another one. */
export function recovery(room: Room): KeeperEvents {
  const { logger } = room.deps;
  let lostAt = 0;
  return {
    lost() {
      room.setDominant(null);
      lostAt = performance.now();
      for (const peer of room.peers.values()) {
        peer.media = undefined;
        peer.qualityBand = undefined;
      }
      logger.warn({ roomId: room.id }, 'room lost its media worker');
    },
    restored() {
      const durationMs = Math.round(performance.now() - lostAt);
      logger.info({ roomId: room.id, durationMs }, 'room has media again');
      room.notifyAll('mediaLost', {});
    },
    dominantSpeaker(peerId) {
      room.setDominant(peerId);
      room.notifyAll('dominantSpeakerChanged', { peerId });
    },
  };
}
