import { SIGNATURE_HEADER } from '@silkconsult/protocol';
import { wordingOverlayAnswerSchema } from '@silkconsult/protocol/wordings';
import type { Logger } from '@silkconsult/service-kit';
import { sign } from '@silkconsult/service-kit';
import type { Captions } from '../rooms/captions.ts';

/** A change in the editor is in every consult after this time. */
const EVERY_MS = 30_000;
const ANSWER_TIMEOUT_MS = 10_000;

export interface WordingsOptions {
  captions: Pick<Captions, 'overlay' | 'layWordings'>;
  /** Of scheduling. */
  url: string;
  secret: string;
  logger: Logger;
  now(): Date;
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
    const { captions, url, secret, now } = this.#options;
    const body = JSON.stringify({ known: captions.overlay.revision });
    const response = await fetch(new URL('/api/wording-overlay', url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: sign(secret, body, now().getTime()),
      },
      body,
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_TIMEOUT_MS), this.#abort.signal]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`scheduling answered ${response.status}`);
    }
    const { overlay } = wordingOverlayAnswerSchema.parse(await response.json());
    if (overlay) captions.layWordings(overlay);
  }
}
