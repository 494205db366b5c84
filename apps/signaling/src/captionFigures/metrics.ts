import type { CaptionEngineFigures, CaptionFigures } from '@silkconsult/protocol';
import type { Registry } from '@silkconsult/service-kit';
import { Counter, Gauge } from '@silkconsult/service-kit';
import type { Captions } from '../rooms/captions.ts';

const HOST_STATES = ['ready', 'degraded', 'restarting', 'unavailable'] as const;

/** The captions' figures, read whenever somebody looks. */
export function watchCaptions(registry: Registry, captions: Pick<Captions, 'figures'>): void {
  const registers = [registry];
  const ofEngines = (
    name: string,
    help: string,
    value: (engine: CaptionEngineFigures) => number | undefined,
  ) =>
    new Gauge({
      ...{ name: `silkconsult_caption_${name}`, help, labelNames: ['engine'], registers },
      collect() {
        // An engine that is gone must not stand there with its last figure.
        this.reset();
        for (const engine of captions.figures.engines) {
          const figure = value(engine);
          if (figure !== undefined) this.set({ engine: engine.engine }, figure);
        }
      },
    });
  ofEngines(
    'queue_delay_seconds',
    'How long the oldest sound that is not yet recognised has waited.',
    ({ delayMs }) => delayMs / 1000,
  );
  ofEngines(
    'real_time_factor',
    'Time that decoding took for each second of sound, over half a minute.',
    ({ realTimeFactor }) => realTimeFactor,
  );
  ofEngines(
    'overload_level',
    '0 nothing is left out, 1 rarer partials, 2 translators asked once, 3 no partials, 4 dominant speakers only.',
    ({ level }) => level,
  );
  ofEngines('engine_breaker_open', '1 while a speech engine fails and is left alone.', ({ ok }) =>
    ok ? 0 : 1,
  );
  new Gauge({
    name: 'silkconsult_caption_host_state',
    help: '1 for the state that the captions host is in.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const state of HOST_STATES) {
        this.set({ state }, captions.figures.host === state ? 1 : 0);
      }
    },
  });
  const count = (name: string, help: string, value: (figures: CaptionFigures) => number) =>
    new Counter({
      ...{ name: `silkconsult_caption_${name}_total`, help, registers },
      collect() {
        this.reset();
        this.inc(value(captions.figures));
      },
    });
  count(
    'dropped_packets',
    'Packets that the captions host was too slow to take.',
    ({ droppedPackets }) => droppedPackets,
  );
  count(
    'host_restarts',
    'Times that the captions host died and was started again.',
    ({ hostRestarts }) => hostRestarts,
  );
  count('gaps', 'Lines of which a part is missing.', ({ gaps }) => gaps);
}
