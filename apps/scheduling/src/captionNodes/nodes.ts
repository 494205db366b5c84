import type { CaptionNode, CaptionNodeReport } from '@silkconsult/protocol';

/** Three reports are missing. */
const SILENT_AFTER_MS = 15_000;
/** A node that was stopped is no news for ever. */
const FORGOTTEN_AFTER_MS = 30 * 60_000;
const MOST_NODES = 100;

/**
 * What each signalling node last said of its captions. In memory: five seconds after a start it is
 * all there again, except for nodes that fell silent before.
 */
export class CaptionNodes {
  readonly #now: () => Date;
  /** The one that reported last comes last. */
  readonly #reports = new Map<string, CaptionNodeReport & { reportedAt: Date }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  report(report: CaptionNodeReport): void {
    this.#reports.delete(report.nodeId);
    this.#reports.set(report.nodeId, { ...report, reportedAt: this.#now() });
    const [oldest] = this.#reports.keys();
    if (this.#reports.size > MOST_NODES && oldest !== undefined) this.#reports.delete(oldest);
  }

  /** By name; those that fell silent stay for half an hour, marked. */
  get all(): CaptionNode[] {
    const nowMs = this.#now().getTime();
    const nodes: CaptionNode[] = [];
    for (const [nodeId, { reportedAt, ...report }] of this.#reports) {
      const ageMs = nowMs - reportedAt.getTime();
      if (ageMs > FORGOTTEN_AFTER_MS) this.#reports.delete(nodeId);
      else {
        const silent = ageMs > SILENT_AFTER_MS;
        nodes.push({ ...report, reportedAt: reportedAt.toISOString(), silent });
      }
    }
    return nodes.sort((a, b) => a.name.localeCompare(b.name) || a.nodeId.localeCompare(b.nodeId));
  }
}
