import type { Repeat, Schedule, ScheduleException } from '@silkconsult/protocol';
import type { ColumnType } from 'kysely';

interface ScheduleTable {
  actor_id: string;
  version: number;
  /** The whole schedule as the API tells it: it is always read and written as one. */
  rules: ColumnType<Schedule, string, string>;
}

interface ScheduleExceptionTable {
  id: string;
  actor_id: string;
  kind: ScheduleException['kind'];
  starts_at: Date;
  ends_at: Date;
}

/** Follow-ups that were booked together. */
interface AppointmentSeriesTable {
  id: string;
  every: Repeat['every'];
  count: number;
}

export interface AvailabilityTables {
  appointment_series: AppointmentSeriesTable;
  schedule: ScheduleTable;
  schedule_exception: ScheduleExceptionTable;
}
