import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { CaptionNodeReport } from '@silkconsult/protocol';
import type { Logger } from '@silkconsult/service-kit';
import type { Captions } from '../rooms/captions.ts';
import { postSigned, type Scheduling } from '../scheduling/post.ts';

const EVERY_MS = 5000;
const ANSWER_TIMEOUT_MS = 4000;

export interface ReporterOptions extends Scheduling {
  captions: Pick<Captions, 'figures'>;
  logger: Logger;
  everyMs?: number;
}

/**
 * Tells scheduling every five seconds how this node's captions are, for the administrators' page.
 * One that is lost is replaced by the next: nothing is kept or sent again.
 */
export class FiguresReporter {
  readonly #options: ReporterOptions;
  readonly #nodeId = randomUUID();
  readonly #timer: NodeJS.Timeout;
  readonly #abort = new AbortController();
  #failing = false;
  #sending: Promise<void> | undefined;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tell(), options.everyMs ?? EVERY_MS).unref();
    this.#tell();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#abort.abort();
    await this.#sending;
  }

  #tell(): void {
    this.#sending ??= this.#send()
      .then(
        () => this.#told(undefined),
        (error: unknown) => this.#told(error),
      )
      .finally(() => {
        this.#sending = undefined;
      });
  }

  /** Once for each time that it begins: the page itself shows a node that is silent. */
  #told(error: unknown): void {
    const fails = error !== undefined && !this.#abort.signal.aborted;
    if (fails && !this.#failing) {
      this.#options.logger.warn({ err: error }, 'scheduling takes no caption figures now');
    }
    this.#failing = fails;
  }

  async #send(): Promise<void> {
    const { captions } = this.#options;
    const report: CaptionNodeReport = {
      ...{ nodeId: this.#nodeId, name: hostname() },
      figures: captions.figures,
    };
    const response = await postSigned(this.#options, '/api/caption-figures', report, {
      signal: this.#abort.signal,
      timeoutMs: ANSWER_TIMEOUT_MS,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`scheduling answered ${response.status}`);
  }
}
