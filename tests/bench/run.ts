/**
 * `npm run bench -- NAME`: measures one thing on this machine. Details first, then one line of
 * JSON: {"name", "value", "unit", "goal", "pass", "reference"}. The exit code tells whether it
 * passed.
 */

import { setUp } from '../../scripts/setup.mjs';
import type { BenchResult } from './result.ts';

const BENCHES: Record<string, () => Promise<BenchResult>> = {
  join: async () => (await import('./join.ts')).measureJoin(),
  'caption-latency': async () => (await import('./captionLatency.ts')).measureCaptionLatency(),
  'caption-final': async () => (await import('./captionFinal.ts')).measureCaptionFinal(),
  'caption-partial': async () => (await import('./captionPartial.ts')).measureCaptionPartial(),
  'caption-flicker': async () => (await import('./captionPartial.ts')).measureCaptionFlicker(),
  'caption-loss': async () => (await import('./captionLoss.ts')).measureCaptionLoss(),
  'caption-cost': async () => (await import('./captionCost.ts')).measureCaptionCost(),
  'caption-correct': async () => (await import('./captionCorrect.ts')).measureCaptionCorrect(),
  'caption-match': async () => (await import('./captionMatch.ts')).measureCaptionMatch(),
  start: async () => (await import('./start.ts')).measureStart(),
  board: async () => (await import('./board.ts')).measureBoard(),
  'client-size': async () => (await import('./clientSize.ts')).measureClientSize(),
  'slot-search': async () => (await import('./slotSearch.ts')).measureSlotSearch(),
  booking: async () => (await import('./booking.ts')).measureBooking(),
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (!bench) {
  console.error(`Say which one: npm run bench -- ${Object.keys(BENCHES).join(' | ')}`);
  process.exit(2);
}
const { env, missing } = await setUp({ forTests: true });
for (const sentence of missing) console.error(sentence);
process.env.MEDIASOUP_WORKER_BIN = env.MEDIASOUP_WORKER_BIN;
const outcome = await bench();
console.log(JSON.stringify(outcome));
process.exit(outcome.pass ? 0 : 1);
