import { spokenTestSentences } from '../support/sentences.ts';
import { captionSpeech, READER } from './captionSpeech.ts';
import type { BenchResult } from './result.ts';
import { describe, percentile, result } from './result.ts';

const GOAL_SECONDS = 1.5;
const SAMPLES = 40;

/**
 * From the last voiced packet of a sentence to its final line on another person's screen, in that
 * person's language.
 */
export async function measureCaptionLatency(): Promise<BenchResult> {
  const sentences = spokenTestSentences().map(({ spoken }) => spoken);
  const { ends, finals } = await captionSpeech(sentences, SAMPLES);
  const lines = [...Map.groupBy(finals, ({ segmentId }) => segmentId).values()].map(
    (sightings) => sightings.find(({ language }) => language === READER) ?? sightings[0],
  );
  const latencies: number[] = [];
  let missing = 0;
  for (const [index, end] of ends.slice(0, SAMPLES).entries()) {
    const next = ends[index + 1] ?? Number.POSITIVE_INFINITY;
    // Where a sentence became two lines, the later one counts.
    const line = lines.findLast((each) => each && each.at > end && each.at < next);
    if (!line) missing += 1;
    latencies.push(((line?.at ?? next) - end) / 1000);
  }
  const translated = finals.filter(({ language }) => language === READER).length;
  console.log(
    `${translated} of ${lines.length} lines translated; ${missing} sentences had no line`,
  );
  console.log(describe('last voiced packet to final line', latencies, 's'));
  return result('caption-latency', percentile(latencies, 0.95), 's', GOAL_SECONDS);
}
