/** What a benchmark says at the end, on a line of its own. */
export interface BenchResult {
  name: string;
  /** The measured figure; smaller is better for all of ours. */
  value: number;
  unit: string;
  /** The figure that `value` may not exceed. */
  goal: number;
  pass: boolean;
  /** What the figure was compared with, in the same unit where that applies. */
  reference: number | null;
}

export function result(
  name: string,
  value: number,
  unit: string,
  goal: number,
  reference: number | null = null,
): BenchResult {
  const rounded = Number(value.toFixed(3));
  return { name, value: rounded, unit, goal, pass: rounded <= goal, reference };
}

/** The value below which the share `p` of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  if (value === undefined) throw new Error('no samples');
  return value;
}

export const median = (samples: readonly number[]) => percentile(samples, 0.5);

/** One line of detail about a series, in its own unit. */
export function describe(name: string, samples: readonly number[], unit: string): string {
  const figures = [Math.min(...samples), median(samples), percentile(samples, 0.95)];
  const [least, middle, late] = figures.map((figure) => figure.toFixed(figure < 10 ? 2 : 0));
  const all = samples.map((sample) => sample.toFixed(sample < 10 ? 2 : 0)).join(' ');
  return `${name}: n=${samples.length} min=${least} median=${middle} p95=${late} ${unit} [${all}]`;
}
