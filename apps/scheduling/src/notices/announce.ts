import { z } from 'zod';
import type { AppointmentRow } from '../appointments/store.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/transaction.ts';
import { defineJob } from '../jobs/define.ts';
import { tellBooked, tellSeriesBooked } from './consults.ts';
import { takeUntold } from './store.ts';

const BATCH = 20;

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
