/** Aborts when nothing was heard for a while. */
export class Quiet {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(afterMs: number) {
    const giveUp = () => this.#controller.abort(new Error('it says nothing'));
    this.#timer = setTimeout(giveUp, afterMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
