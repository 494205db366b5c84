import { setTimeout as delay } from 'node:timers/promises';
import type { SpokenPacket } from '../../packages/captions/src/testing/rtp.ts';
import { playAtRealPace } from '../../packages/captions/src/testing/rtp.ts';
import { spokenTestSentences } from '../support/sentences.ts';
import { wordErrors, wordsOf } from '../support/wordErrors.ts';
import { EVERYDAY_SENTENCES } from './everydaySentences.ts';
import type { BenchResult } from './result.ts';
import { result } from './result.ts';
import type { Sighting } from './spokenHost.ts';
import { LAST_LINE_MS, openHost, record } from './spokenHost.ts';

const GOAL_POINTS = 2;
const LOSS = 0.03;
/** From Urumqi to a neighbouring country and back. */
const ROUND_TRIP_MS = 80;
/** mediasoup asks for what is missing when the next packet comes. */
const NEXT_PACKET_MS = 20;
const SEED = 20_261;

/**
 * What 3 % loss on the way to the media server adds in word errors. The same sentences on three
 * microphones at once: without loss; with loss and what NACK brings back; with loss alone, as it
 * would be without NACK. The load of the machine is the same for all of them.
 */
export async function measureCaptionLoss(): Promise<BenchResult> {
  const phrases = spokenTestSentences().map(({ spoken }) => spoken);
  const { packets, sentences } = await record([...phrases, ...EVERYDAY_SENTENCES]);
  const said = sentences.flatMap(({ text }) => wordsOf(text));
  const ways = {
    clean: packets,
    repaired: lossy(packets, { retransmission: true }),
    unrepaired: lossy(packets, { retransmission: false }),
  };
  const host = await openHost();
  try {
    const heard = async (way: readonly SpokenPacket[]) => {
      const speaker = host.speaker();
      await playAtRealPace(way, speaker.push);
      await delay(LAST_LINE_MS);
      return errorsOf(said, speaker.sightings());
    };
    const [clean, repaired, unrepaired] = await Promise.all([
      heard(ways.clean),
      heard(ways.repaired),
      heard(ways.unrepaired),
    ]);
    const lost = (way: readonly SpokenPacket[]) =>
      `${(100 * (1 - way.length / packets.length)).toFixed(2)} % of the packets never come`;
    console.log(`${said.length} words; without loss ${percent(clean)} word errors`);
    console.log(`with NACK, ${lost(ways.repaired)}: ${percent(repaired)} word errors`);
    console.log(`without NACK, ${lost(ways.unrepaired)}: ${percent(unrepaired)} word errors`);
    const added = Math.max(0, 100 * (repaired - clean));
    const alone = Number((100 * (unrepaired - clean)).toFixed(1));
    return result('caption-loss', added, 'points of word errors', GOAL_POINTS, alone);
  } finally {
    await host.close();
  }
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

function errorsOf(said: readonly string[], sightings: readonly Sighting[]): number {
  const finals = sightings.filter(({ segment }) => segment.state === 'final');
  const heard = finals
    .toSorted((a, b) => a.segment.seq - b.segment.seq)
    .flatMap(({ segment }) => wordsOf(segment.text));
  // Held against all that was said: what was not heard at all counts too.
  const { errors, words } = wordErrors(said, heard);
  return (errors + said.length - words) / said.length;
}

/** The packets as the media server hands them on: late when they had to be sent again. */
function lossy(
  packets: readonly SpokenPacket[],
  { retransmission }: { retransmission: boolean },
): SpokenPacket[] {
  let state = SEED;
  const isLost = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 < LOSS;
  };
  const arriving = packets.flatMap((packet): SpokenPacket[] => {
    if (!isLost()) return [packet];
    if (!retransmission || isLost()) return [];
    return [{ ...packet, atMs: packet.atMs + NEXT_PACKET_MS + ROUND_TRIP_MS }];
  });
  return arriving.toSorted((a, b) => a.atMs - b.atMs);
}
