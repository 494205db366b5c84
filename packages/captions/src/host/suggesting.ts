import { randomUUID } from 'node:crypto';
import type { PhraseSuggestion } from '@silkconsult/protocol';

/** Whoever typed the line waits for this before it is sent. */
const TIMEOUT_MS = 800;

/** Questions to the host that are worth little once they are late. */
export class Suggesting {
  readonly #asked = new Map<string, (suggestions: PhraseSuggestion[]) => void>();

  /** None when the host does not answer in time. */
  ask(send: (requestId: string) => void): Promise<PhraseSuggestion[]> {
    const requestId = randomUUID();
    return new Promise((resolve) => {
      const answer = (suggestions: PhraseSuggestion[]) => {
        clearTimeout(timer);
        this.#asked.delete(requestId);
        resolve(suggestions);
      };
      const timer = setTimeout(() => answer([]), TIMEOUT_MS);
      this.#asked.set(requestId, answer);
      send(requestId);
    });
  }

  answered(requestId: string, suggestions: PhraseSuggestion[]): void {
    this.#asked.get(requestId)?.(suggestions);
  }
}
