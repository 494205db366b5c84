import { wordingOverlayAnswerSchema } from '@silkconsult/protocol/wordings';
import type { Logger } from '@silkconsult/service-kit';
import type { Captions } from '../rooms/captions.ts';
import { askSigned, type Scheduling } from '../scheduling/post.ts';

/** A change in the editor is in every consult after this time. */
const EVERY_MS = 30_000;
const ANSWER_TIMEOUT_MS = 10_000;

export interface WordingsOptions extends Scheduling {
  captions: Pick<Captions, 'overlay' | 'layWordings'>;
  logger: Logger;
  everyMs?: number;
}

/**
 * Asks scheduling what the site has changed of the phrasebook and the glossary, and hands it to the
 * captions. While nobody answers, they work with what they have.
 */
export class Wordings {
  readonly #options: WordingsOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #abort = new AbortController();
  #failing = false;
  #asking: Promise<void> | undefined;

  constructor(options: WordingsOptions) {
    this.#options = options;
    const every = options.everyMs ?? EVERY_MS;
    this.#timer = setInterval(() => void this.refresh(), every).unref();
    void this.refresh();
  }

  /** Asks now, or waits for who is asking already; never throws. */
  refresh(): Promise<void> {
    this.#asking ??= this.#ask()
      .then(
        () => this.#asked(undefined),
        (error: unknown) => this.#asked(error),
      )
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#abort.abort();
    await this.#asking;
  }

  /** Once for each time that it begins. */
  #asked(error: unknown): void {
    const fails = error !== undefined && !this.#abort.signal.aborted;
    if (fails && !this.#failing)
      this.#options.logger.warn({ err: error }, 'scheduling does not tell the wordings now');
    this.#failing = fails;
  }

  async #ask(): Promise<void> {
    const { captions } = this.#options;
    const known = captions.overlay.revision;
    const answer = await askSigned(
      this.#options,
      '/api/wording-overlay',
      { known },
      { signal: this.#abort.signal, timeoutMs: ANSWER_TIMEOUT_MS },
    );
    const { overlay } = wordingOverlayAnswerSchema.parse(answer);
    if (overlay) captions.layWordings(overlay);
  }
}
