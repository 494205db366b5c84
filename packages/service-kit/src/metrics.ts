import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry of one process with Node's own figures already in it. */
export function createMetrics(component: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ component });
  collectDefaultMetrics({ register: registry });
  return registry;
}

export type { Registry } from 'prom-client';
export { Counter, Gauge, Histogram } from 'prom-client';
