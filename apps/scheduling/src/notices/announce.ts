import type { Logger } from '@silkconsult/service-kit';
import { z } from 'zod';
import type { AppointmentRow } from '../appointments/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { defineJob } from '../jobs/define.ts';
import { tellBooked, tellSeriesBooked } from './consults.ts';
import { takeUntold } from './store.ts';

const BATCH = 20;
/** Long enough for several bookings of one moment to be told of together. */
const PAUSE_MS = 50;

/** A series is told of as one, but for what was moved or agreed to by itself since it was booked. */
const subjectOf = ({ id, series_id, version }: AppointmentRow) =>
  (version === 1 ? series_id : null) ?? id;

/**
 * Tells of everything that was booked and that nobody was told of yet. Whoever is told of a booking
 * is told exactly once: the mark is taken away in the transaction that writes the notices.
 */
export async function announceBookings(context: Context): Promise<void> {
  for (;;) {
    const count = await inTransaction(context.db, async (tx) => {
      const { taken, booked } = await takeUntold(tx, BATCH);
      for (const [subject, some] of Map.groupBy(booked, subjectOf))
        if (some.length > 1) await tellSeriesBooked(context, tx, subject, some);
        else if (some[0]) await tellBooked(context, tx, some[0]);
      return taken;
    });
    if (count < BATCH) return;
  }
}

/** What a process that was killed after a booking left untold, any other tells of. */
export const announceLeftOver = defineJob(
  'announce-left-over',
  z.object({}),
  (context: Context) => announceBookings(context),
  { every: '* * * * *' },
);

/**
 * Tells of bookings soon after them and apart from them: who books waits for no notice, and a
 * booking stays as fast as its own rows.
 */
export class Announcer {
  readonly #announce: () => Promise<void>;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(announce: () => Promise<void>, logger: Logger) {
    this.#announce = announce;
    this.#logger = logger;
  }

  /** Something was booked. */
  poke(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#running.then(this.#announce).catch((error: unknown) => {
        // It stays marked; the job that looks every minute finds it.
        this.#logger.warn({ err: error }, 'could not tell of bookings');
      });
    }, PAUSE_MS).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }
}
