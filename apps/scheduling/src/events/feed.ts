import type { Logger } from '@silkconsult/service-kit';
import type { Part } from '../appointments/rules/access.ts';
import type { Owner } from '../availability/rules/access.ts';
import { findOwners } from '../availability/store.ts';
import type { Database } from '../database/types.ts';
import type { RequestFacts } from '../serviceRequests/rules/access.ts';
import { factsOf } from '../serviceRequests/store.ts';
import type { Cursor } from './cursor.ts';
import { eventsAfter, horizon, offeredTo, partsOf, type StoredEvent } from './store.ts';

/** An event with what decides who may hear of it. */
export interface AddressedEvent extends StoredEvent {
  /** Who takes part, when it is about an appointment. */
  parts: readonly Part[];
  /** When it is about a service request. */
  request: RequestFacts | undefined;
  /** When it is about somebody's hours. */
  owner: Owner | undefined;
  /** Interpreters to whom the consult was offered, when it is about that. */
  offered: readonly string[];
}
type Listener = (events: readonly AddressedEvent[]) => void;

const BATCH = 500;

const distinct = (ids: readonly (string | undefined)[]) => [
  ...new Set(ids.filter((id) => id !== undefined)),
];

/** Events with their audience: four more queries at most, however many events and listeners there are. */
export async function readEvents(db: Database, after: Cursor): Promise<AddressedEvent[]> {
  const events = await eventsAfter(db, after, BATCH);
  const parts = await partsOf(db, distinct(events.map(({ event }) => event.appointmentId)));
  const facts = await factsOf(db, distinct(events.map(({ event }) => event.serviceRequestId)));
  const owners = await findOwners(db, distinct(events.map(({ event }) => event.actorId)));
  const offers = events.filter(({ event }) => event.type === 'interpreterOfferChanged');
  const offered = await offeredTo(db, distinct(offers.map(({ event }) => event.appointmentId)));
  return events.map((stored) => ({
    ...stored,
    parts: parts.get(stored.event.appointmentId ?? '') ?? [],
    request: facts.get(stored.event.serviceRequestId ?? ''),
    owner: owners.get(stored.event.actorId ?? ''),
    offered:
      stored.event.type === 'interpreterOfferChanged'
        ? (offered.get(stored.event.appointmentId ?? '') ?? [])
        : [],
  }));
}

/**
 * Reads new events once for all streams of this process. It looks every `intervalMs` (other
 * processes write too), and at once when this process has written (`poke`); while nobody listens,
 * it rests.
 */
export class EventFeed {
  readonly #db: Database;
  readonly #logger: Logger;
  readonly #intervalMs: number;
  readonly #listeners = new Set<Listener>();
  #position: Cursor | undefined;
  #starting: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(db: Database, logger: Logger, intervalMs = 250) {
    this.#db = db;
    this.#logger = logger;
    this.#intervalMs = intervalMs;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /**
   * Hears every event from the current position on.
   *
   * @returns Stops listening.
   */
  async subscribe(listener: Listener): Promise<() => void> {
    this.#listeners.add(listener);
    try {
      await this.#start();
    } catch (error) {
      this.#unsubscribe(listener);
      throw error;
    }
    this.#timer ??= setInterval(this.poke, this.#intervalMs).unref();
    return () => this.#unsubscribe(listener);
  }

  /** Finds the first position, once: a second listener must not move it past what the first awaits. */
  async #start(): Promise<void> {
    if (this.#position) return;
    this.#starting ??= horizon(this.#db)
      .then((position) => {
        this.#position ??= position;
      })
      .finally(() => {
        this.#starting = undefined;
      });
    await this.#starting;
  }

  #unsubscribe(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#position = undefined;
  }

  /** Look now. Bound, because commands hand it on as a callback. */
  readonly poke = (): void => {
    if (this.#listeners.size === 0) return;
    this.#again = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
  };

  async #read(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        const from = this.#position;
        if (!from) return;
        const events = await readEvents(this.#db, from);
        // Everybody left meanwhile, or left and came back: the next look begins at the new position.
        if (this.#position !== from) return;
        const last = events.at(-1);
        if (!last) continue;
        this.#position = last.cursor;
        for (const listener of this.#listeners) listener(events);
        if (events.length === BATCH) this.#again = true;
      }
    } catch (error) {
      // The position has not moved: the next look reads the same events.
      this.#logger.warn({ err: error }, 'could not read events');
    }
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#reading;
  }
}
