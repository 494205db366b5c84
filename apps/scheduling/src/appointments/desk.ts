import DataLoader from 'dataloader';
import { retrying } from '../database/transaction.ts';
import type { Database } from '../database/types.ts';
import {
  type BookableActor,
  findActors,
  insertBookings,
  type NewBooking,
  type Wish,
} from './store.ts';

/** More in one statement would only keep the first waiting. */
const MOST = 16;

/**
 * Where bookings of one moment are dealt with together: what a statement costs beside its rows is
 * then paid once for all of them. Each is still whole or not there at all.
 */
export class BookingDesk {
  readonly #db: Database;
  readonly #finding: DataLoader<Wish, BookableActor[]>;
  readonly #writing: DataLoader<NewBooking, true>;

  constructor(db: Database) {
    this.#db = db;
    const options = { cache: false, maxBatchSize: MOST };
    this.#finding = new DataLoader((wishes) => findActors(db, wishes), options);
    this.#writing = new DataLoader((bookings) => this.#writeAll(bookings), options);
  }

  find(wish: Wish): Promise<BookableActor[]> {
    return this.#finding.load(wish);
  }

  /** Rejects with SQLSTATE 23P01 when somebody is held already. */
  async write(booking: NewBooking): Promise<void> {
    await this.#writing.load(booking);
  }

  /** All at once; when they cannot all be, each by itself. */
  async #writeAll(bookings: readonly NewBooking[]): Promise<(true | Error)[]> {
    try {
      await this.#insert(bookings);
      return bookings.map(() => true);
    } catch (error) {
      if (bookings.length === 1) return [toError(error)];
    }
    const outcomes: (true | Error)[] = [];
    for (const booking of bookings)
      outcomes.push(await this.#insert([booking]).then(() => true as const, toError));
    return outcomes;
  }

  #insert(bookings: readonly NewBooking[]): Promise<void> {
    return retrying(() => insertBookings(this.#db, bookings));
  }
}

const toError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('booking failed', { cause: error });
