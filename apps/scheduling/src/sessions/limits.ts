import { RefusedError } from '@silkconsult/service-kit';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Attempts are counted in this process's memory: n nodes allow n times as many. That is still far
 * from a useful guessing rate, and it keeps sign-in independent of a further service.
 */
const ATTEMPTS_PER_ACCOUNT = { points: 10, duration: 15 * 60 };
const ATTEMPTS_PER_ADDRESS = { points: 100, duration: 15 * 60 };
const LINKS_PER_ADDRESS = { points: 60, duration: 60 };
const CLIENT_TOKENS_PER_ADDRESS = { points: 60, duration: 60 };
const REQUESTS_PER_CLIENT = { points: 1200, duration: 60 };

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new RefusedError('too_many_requests', { retryAfterSeconds });
  }
}

export interface Limits {
  /**
   * Counts the attempt before the password is looked at, so that parallel guesses count too.
   *
   * @returns Takes the attempt back: called when the password was right.
   * @throws RefusedError `too_many_requests` with `retryAfterSeconds`.
   */
  signIn(email: string, address: string): Promise<() => Promise<void>>;
  /** @throws RefusedError `too_many_requests` with `retryAfterSeconds`. */
  openInvitation(address: string): Promise<void>;
  /** A program asks for a token. @throws RefusedError as `openInvitation`. */
  clientToken(address: string): Promise<void>;
  /** A program asks for anything. @throws RefusedError as `openInvitation`. */
  clientRequest(clientId: string): Promise<void>;
}

export function createLimits(): Limits {
  const account = new RateLimiterMemory(ATTEMPTS_PER_ACCOUNT);
  const address = new RateLimiterMemory(ATTEMPTS_PER_ADDRESS);
  const links = new RateLimiterMemory(LINKS_PER_ADDRESS);
  const clientTokens = new RateLimiterMemory(CLIENT_TOKENS_PER_ADDRESS);
  const clientRequests = new RateLimiterMemory(REQUESTS_PER_CLIENT);
  return {
    async signIn(email, from) {
      const accountKey = `${email} ${from}`;
      await consume(address, from);
      await consume(account, accountKey);
      return async () => {
        await account.delete(accountKey);
        await address.reward(from);
      };
    },
    openInvitation: (from) => consume(links, from),
    clientToken: (from) => consume(clientTokens, from),
    clientRequest: (id) => consume(clientRequests, id),
  };
}
