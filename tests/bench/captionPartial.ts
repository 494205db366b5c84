import { setTimeout as delay } from 'node:timers/promises';
import { playAtRealPace } from '../../packages/captions/src/testing/rtp.ts';
import { spokenTestSentences } from '../support/sentences.ts';
import { EVERYDAY_SENTENCES } from './everydaySentences.ts';
import type { BenchResult } from './result.ts';
import { describe, percentile, result } from './result.ts';
import type { Sighting } from './spokenHost.ts';
import { LAST_LINE_MS, openHost, record } from './spokenHost.ts';

const PARTIAL_GOAL_SECONDS = 1.2;
const FLICKER_GOAL = 0.2;

/** Thirty-two sentences of the phrasebook and of every day, said once at real pace. */
async function listen() {
  const phrases = spokenTestSentences().map(({ spoken }) => spoken);
  const recording = await record([...phrases, ...EVERYDAY_SENTENCES]);
  const host = await openHost();
  try {
    const speaker = host.speaker();
    const sent = await playAtRealPace(recording.packets, speaker.push);
    await delay(LAST_LINE_MS);
    return { recording, startedMs: sent[0] ?? 0, sightings: speaker.sightings() };
  } finally {
    await host.close();
  }
}

/** From the first voiced packet of a sentence to the first partial of it that leaves the host. */
export async function measureCaptionPartial(): Promise<BenchResult> {
  const { recording, startedMs, sightings } = await listen();
  let missing = 0;
  const seconds = recording.sentences.map(({ onsetMs }, index) => {
    const onset = startedMs + onsetMs;
    const next = startedMs + (recording.sentences[index + 1]?.onsetMs ?? recording.lastsMs);
    const first = sightings.find(({ at }) => at > onset && at < next);
    if (first?.segment.state !== 'partial') missing += 1;
    // A sentence without a partial is as late as its final line, or as the next sentence.
    return ((first?.at ?? next) - onset) / 1000;
  });
  console.log(`${missing} of ${seconds.length} sentences had no partial`);
  console.log(describe('onset to first partial', seconds, 's'));
  return result('caption-partial', percentile(seconds, 0.95), 's', PARTIAL_GOAL_SECONDS);
}

/** How many characters a reader saw that were taken back, for each one that stayed. */
export async function measureCaptionFlicker(): Promise<BenchResult> {
  const { sightings } = await listen();
  const utterances = [...Map.groupBy(sightings, ({ segment }) => segment.segmentId).values()];
  const counts = utterances.map(erasures);
  const sum = (of: 'erased' | 'final' | 'revisions') =>
    counts.reduce((total, count) => total + count[of], 0);
  const shares = counts.map(({ erased, final }) => erased / Math.max(1, final));
  console.log(`${utterances.length} lines, ${sum('revisions')} revisions of them`);
  console.log(describe('erased for each final character, by line', shares, ''));
  return result('caption-flicker', sum('erased') / sum('final'), 'erased/final', FLICKER_GOAL);
}

function erasures(sightings: readonly Sighting[]) {
  const texts = sightings.map(({ segment }) => segment.text);
  const erased = texts.slice(1).reduce((total, text, index) => {
    const before = texts[index] ?? '';
    return total + before.length - commonStart(before, text);
  }, 0);
  return { erased, final: texts.at(-1)?.length ?? 0, revisions: texts.length };
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
