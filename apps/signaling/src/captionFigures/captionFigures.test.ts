import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CaptionFigures } from '@silkconsult/protocol';
import { createLogger, createMetrics } from '@silkconsult/service-kit';
import { SECRET, TestScheduling } from '../testing/scheduling.ts';
import { watchCaptions } from './metrics.ts';
import { FiguresReporter } from './reporter.ts';

const FIGURES: CaptionFigures = {
  host: 'degraded',
  engines: [
    {
      ...{ engine: 'gigaam', languages: ['kk', 'ru'], ok: false },
      ...{ delayMs: 2600, level: 2, realTimeFactor: 0.4 },
    },
    { engine: 'pocketsphinx', languages: ['en'], ok: true, delayMs: 0, level: 0 },
  ],
  openBreakers: [{ engine: 'gpu', from: 'en', to: 'ru' }],
  ...{ hostRestarts: 3, droppedPackets: 17, gaps: 5 },
};

let scheduling: TestScheduling;
beforeAll(async () => {
  scheduling = await TestScheduling.start();
});
afterAll(() => scheduling.stop());

it('metrics show delay, speed, level and breaker of each engine, and what was lost', async () => {
  const registry = createMetrics('signaling');
  const captions = { figures: FIGURES };
  watchCaptions(registry, captions);
  const value = async (name: string, label = '') => {
    const line = new RegExp(`^silkconsult_caption_${name}\\{.*${label}.*\\} (.*)$`, 'm');
    return line.exec(await registry.metrics())?.[1];
  };
  expect(await value('queue_delay_seconds', 'engine="gigaam"')).toBe('2.6');
  expect(await value('real_time_factor', 'engine="gigaam"')).toBe('0.4');
  expect(await value('real_time_factor', 'engine="pocketsphinx"')).toBeUndefined();
  expect(await value('overload_level', 'engine="gigaam"')).toBe('2');
  expect(await value('engine_breaker_open', 'engine="gigaam"')).toBe('1');
  expect(await value('host_state', 'state="degraded"')).toBe('1');
  expect(await value('host_state', 'state="ready"')).toBe('0');
  expect(await value('host_restarts_total')).toBe('3');
  expect(await value('dropped_packets_total')).toBe('17');
  expect(await value('gaps_total')).toBe('5');
  captions.figures = { ...FIGURES, engines: [] };
  expect(await value('overload_level', 'engine="gigaam"')).toBeUndefined();
});

it('scheduling is told again and again, by one name, also after it was away', async () => {
  const reporter = new FiguresReporter({
    ...{ captions: { figures: FIGURES }, url: scheduling.url, secret: SECRET, everyMs: 5 },
    ...{ logger: createLogger('test', 'silent'), now: () => new Date() },
  });
  try {
    await once(scheduling, 'captionFigures');
    await scheduling.stop();
    await scheduling.listen();
    await once(scheduling, 'captionFigures');
  } finally {
    await reporter.close();
  }
  expect(new Set(scheduling.captionReports.map(({ nodeId }) => nodeId)).size).toBe(1);
  expect(scheduling.captionReports[0]?.figures).toEqual(FIGURES);
});
