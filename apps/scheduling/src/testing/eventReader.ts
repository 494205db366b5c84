import type { LiveEvent } from '@silkconsult/protocol';
import { liveEventSchema } from '@silkconsult/protocol';

/** One event stream as a client reads it: with fetch, remembering the last id. */
export class EventReader {
  readonly events: LiveEvent[] = [];
  lastId: string | undefined;
  readonly #abort = new AbortController();
  #waiting: (() => void)[] = [];
  #ended = false;

  static async open(
    url: string,
    token: string,
    lastId?: string,
  ): Promise<{ reader: EventReader; response: Response }> {
    const reader = new EventReader();
    const response = await fetch(`${url}/api/events`, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(lastId ? { 'last-event-id': lastId } : {}),
      },
      signal: reader.#abort.signal,
    });
    void reader.#read(response).catch(() => {});
    if (response.ok) await reader.until(() => reader.lastId !== undefined);
    return { reader, response };
  }

  async #read(response: Response): Promise<void> {
    let text = '';
    try {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } finally {
      this.#ended = true;
      this.#wake();
    }
  }

  #take(block: string): void {
    const fields = new Map(
      block.split('\n').map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 2)] as const;
      }),
    );
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data && !fields.has('event')) this.events.push(liveEventSchema.parse(JSON.parse(data)));
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Resolves when the condition holds; it is looked at whenever something arrives. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#ended) throw new Error('the stream ended');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async ended(): Promise<void> {
    while (!this.#ended) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#abort.abort();
  }
}
