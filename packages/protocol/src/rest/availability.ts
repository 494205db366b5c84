import { z } from 'zod';
import { dateSchema, idSchema, instantSchema, pageQuerySchema } from '../primitives.ts';
import { participantRoleSchema } from '../roles.ts';

/** Windows in which somebody's time is asked for are at most so long. */
export const LONGEST_WINDOW_DAYS = 92;
/** Leave or extra hours of one entry: longer ones are a mistake in the year. */
export const LONGEST_EXCEPTION_DAYS = 400;

const clockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'HH:MM');
const date = dateSchema;

/**
 * Hours of every week in the schedule's own zone. An `end` at or before the `start` is on the next
 * day: 20:00 to 02:00 crosses midnight, and 00:00 to 24:00 is the whole day.
 */
export const weeklyHoursSchema = z.object({
  /** ISO 8601: 1 is Monday. */
  weekday: z.number().int().min(1).max(7),
  start: clockTime.refine((time) => time !== '24:00'),
  end: clockTime,
  /** The first and the last day on which the hours begin. */
  validFrom: date.optional(),
  validTo: date.optional(),
});
export type WeeklyHours = z.infer<typeof weeklyHoursSchema>;

const minutes = (most: number) => z.number().int().min(0).max(most);

export const scheduleSchema = z.object({
  /** Absent: the actor's own, else the organisation's. */
  timeZone: z.string().max(64).optional(),
  weekly: z.array(weeklyHoursSchema).max(60),
  /** Whether public holidays of the organisation's country are off. */
  observesHolidays: z.boolean(),
  /** Kept free around every consult, so that two are at least `before` + `after` apart. */
  buffers: z.object({ beforeMinutes: minutes(240), afterMinutes: minutes(240) }),
  /** At most so much in one day of the schedule's zone. */
  dailyMaximum: z.object({
    consults: z.number().int().min(1).max(50).optional(),
    minutes: z.number().int().min(15).max(1440).optional(),
  }),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** Leave takes away from the weekly hours and from extra hours; extra hours add to the week. */
export const exceptionKindSchema = z.enum(['leave', 'extra']);
export const newExceptionSchema = z.object({
  kind: exceptionKindSchema,
  start: instantSchema,
  end: instantSchema,
});
export type NewException = z.infer<typeof newExceptionSchema>;
export const exceptionSchema = newExceptionSchema.extend({ id: idSchema });
export type ScheduleException = z.infer<typeof exceptionSchema>;

/** Why an actor cannot be booked although nothing holds the time. */
export const UNAVAILABLE_REASONS = [
  'outside-hours',
  'holiday',
  'leave',
  'buffer',
  'daily-maximum',
] as const;
export const unavailableReasonSchema = z.enum(UNAVAILABLE_REASONS);
export type UnavailableReason = z.infer<typeof unavailableReasonSchema>;

/** A consult at a time that its actor's rules close. */
export const outsideConsultSchema = z.object({
  appointmentId: idSchema,
  start: instantSchema,
  end: instantSchema,
  why: unavailableReasonSchema.extract(['outside-hours', 'holiday', 'leave']),
});
export type OutsideConsult = z.infer<typeof outsideConsultSchema>;

export const availabilitySchema = z.object({
  actor: idSchema,
  name: z.string(),
  /** 0 while nobody has entered a schedule: then every time is theirs to give. */
  version: z.number().int(),
  schedule: scheduleSchema,
  /** The zone that the hours are meant in, whatever says so. */
  timeZone: z.string(),
  /** Those that are not over yet. */
  exceptions: z.array(exceptionSchema),
  /** What is booked and lies outside of all that: it stays booked until somebody moves it. */
  outside: z.array(outsideConsultSchema),
});
export type Availability = z.infer<typeof availabilitySchema>;

/** `version` is the one that the change was made on; 0 for the first schedule. */
export const availabilityChangeSchema = z
  .object({ version: z.number().int().min(0), schedule: scheduleSchema })
  .strict();

/** What an exception leaves booked: nothing is cancelled by itself. */
export const createdExceptionSchema = z.object({
  exception: exceptionSchema,
  touched: z.array(z.object({ appointmentId: idSchema, start: instantSchema, end: instantSchema })),
});

/** FHIR R4 Slot.status. */
export const slotStatusSchema = z.enum(['free', 'busy', 'busy-unavailable', 'busy-tentative']);
export type SlotStatus = z.infer<typeof slotStatusSchema>;
export const slotSchema = z.object({
  status: slotStatusSchema,
  start: instantSchema,
  end: instantSchema,
});
export type Slot = z.infer<typeof slotSchema>;

export const freeBusySchema = z.object({
  actor: idSchema,
  name: z.string(),
  timeZone: z.string(),
  /** One after the other without a gap, from the window's start to its end. */
  slots: z.array(slotSchema),
});
export type FreeBusy = z.infer<typeof freeBusySchema>;

export const freeBusyQuerySchema = z.object({ from: instantSchema, to: instantSchema });

const unavailableSchema = z.object({
  actor: idSchema,
  name: z.string(),
  role: participantRoleSchema,
  why: unavailableReasonSchema,
});
export type Unavailable = z.infer<typeof unavailableSchema>;

/** The first who is not available, and everybody who is not: a time is chosen against all of them. */
export const outsideAvailabilityParamsSchema = unavailableSchema.extend({
  all: z.array(unavailableSchema),
});

/** Somebody, or a room, whose hours the viewer may enter. */
export const scheduleOwnerSchema = z.object({
  id: idSchema,
  role: z.enum(['practitioner', 'interpreter', 'location']),
  name: z.string(),
  nativeName: z.string().optional(),
  /** Nobody has entered hours: every time is theirs to give. */
  hasSchedule: z.boolean(),
});
export type ScheduleOwner = z.infer<typeof scheduleOwnerSchema>;

export const scheduleOwnerQuerySchema = pageQuerySchema.extend({
  /** Absent: the viewer's own. */
  organization: idSchema.optional(),
});
