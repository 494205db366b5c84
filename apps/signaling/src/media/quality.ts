import type { RoomProducer } from './roomProducer.ts';

/** What people can tell apart. Only a change of band is worth a message to everybody. */
export type QualityBand = 'lost' | 'poor' | 'fair' | 'good';

export function bandOf(score: number): QualityBand {
  if (score < 1) return 'lost';
  if (score < 4) return 'poor';
  return score < 7 ? 'fair' : 'good';
}

type Scored = Pick<RoomProducer, 'paused' | 'score'>;

/**
 * How well a peer's media arrives: the worst of its producers, each taken at its best simulcast
 * layer, because browsers stop sending the high layers by themselves when they are not needed.
 * Paused producers say nothing, nor do those that mediasoup has not scored yet.
 */
export function scoreOf(producers: readonly Scored[]): number | undefined {
  const scores = producers
    .filter((producer) => !producer.paused && producer.score.length > 0)
    .map((producer) => Math.max(...producer.score.map(({ score }) => score)));
  return scores.length > 0 ? Math.min(...scores) : undefined;
}
