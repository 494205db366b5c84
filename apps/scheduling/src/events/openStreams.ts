type End = () => void;

/** The event streams that are open: a server that closes must end them, or it would wait for ever. */
export class OpenStreams {
  readonly #ends = new Set<End>();

  /** @returns Forgets the stream, which has ended. */
  add(end: End): () => void {
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  get size(): number {
    return this.#ends.size;
  }

  endAll(): void {
    for (const end of this.#ends) end();
  }
}
