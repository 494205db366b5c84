import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import type { Logger } from '@silkconsult/service-kit';
import { RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';

const jwksSchema = z.object({
  keys: z.array(
    z.looseObject({
      kty: z.literal('EC'),
      crv: z.literal('P-256'),
      kid: z.string().min(1).max(200),
      x: z.string(),
      y: z.string(),
    }),
  ),
});

const REFRESH_MS = 5 * 60_000;
/** Unknown key ids cost scheduling one request in this time, however many tokens carry them. */
const COOLDOWN_MS = 2_000;
const ANSWER_TIMEOUT_MS = 3_000;

/**
 * Scheduling's public keys. Those once read are kept while scheduling cannot be reached: its being
 * down must not end or refuse calls. While it answers, a key that it withdrew is forgotten within
 * minutes.
 */
export class Jwks {
  readonly #url: string;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #keys = new Map<string, KeyObject>();
  #loading: Promise<void> | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;

  constructor(url: string, logger: Logger) {
    this.#url = url;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.#load(), REFRESH_MS);
    this.#timer.unref();
    void this.#load();
  }

  /**
   * The key with this id, read again if it is not known yet; undefined if there is none.
   *
   * @throws RefusedError `unavailable` while none could be read at all
   */
  async find(keyId: string): Promise<KeyObject | undefined> {
    const known = this.#keys.get(keyId);
    if (known) return known;
    const rested = performance.now() - this.#loadedAt > COOLDOWN_MS;
    if (this.#loading || this.#keys.size === 0 || rested) await this.#load();
    if (this.#keys.size === 0) throw new RefusedError('unavailable');
    return this.#keys.get(keyId);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #load(): Promise<void> {
    this.#loading ??= this.#fetch().finally(() => {
      this.#loading = undefined;
      this.#loadedAt = performance.now();
    });
    return this.#loading;
  }

  async #fetch(): Promise<void> {
    try {
      const response = await fetch(this.#url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
      const { keys } = jwksSchema.parse(await response.json());
      const read = keys.map(({ kid, kty, crv, x, y }) => {
        const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
        return [kid, key] as const;
      });
      this.#keys = new Map(read);
    } catch (error) {
      this.#logger.warn({ err: error, count: this.#keys.size }, 'cannot read the public keys');
    }
  }
}
