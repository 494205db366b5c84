import { expect, it } from '@jest/globals';
import { EngineLoad } from './engineLoad.ts';

function engine() {
  const health = { ok: true, delayMs: 0, work: { soundSeconds: 0, busySeconds: 0 } };
  const load = new EngineLoad({
    ...{ id: 'box', languages: ['ru'] },
    health: () => ({ ...health, work: { ...health.work } }),
  });
  const lookFor = (seconds: number, fromMs: number, lateMs = 0) => {
    for (let ms = 0; ms < seconds * 1000; ms += 500) load.look(lateMs, fromMs + ms);
  };
  return { health, load, lookFor };
}

it('an engine that is behind has rarer partials, then none', () => {
  const { health, load, lookFor } = engine();
  lookFor(5, 0);
  expect([load.level, load.everySeconds]).toEqual([0, 0]);
  health.delayMs = 1500;
  lookFor(5, 5000);
  expect([load.level, load.everySeconds]).toEqual([1, 1.5]);
  health.delayMs = 6000;
  lookFor(5, 10_000);
  expect([load.level, load.everySeconds]).toEqual([3, Number.POSITIVE_INFINITY]);
});

it('a host that itself is too slow counts as delay of every engine', () => {
  const { load, lookFor } = engine();
  lookFor(5, 0, 20_000);
  expect(load.figures).toMatchObject({ level: 4, delayMs: 20_000, ok: true });
});

it('tells how fast the engine decodes, of the last half minute, and nothing when it had no work', () => {
  const { health, load, lookFor } = engine();
  lookFor(2, 0);
  expect(load.figures.realTimeFactor).toBeUndefined();
  health.work = { soundSeconds: 10, busySeconds: 2.5 };
  lookFor(1, 2000);
  expect(load.figures.realTimeFactor).toBe(0.25);
  lookFor(40, 3000);
  expect(load.figures.realTimeFactor).toBeUndefined();
});
