import { CallInterrupted } from './refused.ts';

/**
 * Wishes that the server must know in the end: "muted", "captions in Kazakh". One that was cut off
 * by a lost socket is told again when the session is back; a newer wish of the same kind replaces it.
 */
export class Unsettled {
  readonly #wishes = new Map<string, () => Promise<unknown>>();

  /** @throws CallRefused, never CallInterrupted */
  async settle(kind: string, wish: () => Promise<unknown>): Promise<void> {
    this.#wishes.set(kind, wish);
    try {
      await wish();
    } catch (error) {
      if (error instanceof CallInterrupted) return;
      this.#done(kind, wish);
      throw error;
    }
    this.#done(kind, wish);
  }

  async repeat(): Promise<void> {
    const wishes = [...this.#wishes];
    await Promise.allSettled(wishes.map(([kind, wish]) => this.settle(kind, wish)));
  }

  clear(): void {
    this.#wishes.clear();
  }

  #done(kind: string, wish: () => Promise<unknown>): void {
    if (this.#wishes.get(kind) === wish) this.#wishes.delete(kind);
  }
}
