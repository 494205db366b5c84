import type { Schedule, Slot } from '@medplum/fhirtypes';
import type { Slot as TimeSlot } from '@silkconsult/protocol';
import { reference, specialtyConcept } from '../codes.ts';
import type { ActorRow } from '../types/actors.ts';
import { metaOf, timeZoneExtension } from './common.ts';

/** Whoever can be booked has one schedule, so it has the actor's id. */
export function toSchedule(row: ActorRow): Schedule {
  return {
    resourceType: 'Schedule',
    id: row.id,
    meta: metaOf(row),
    extension: [timeZoneExtension(row.time_zone ?? row.organization_time_zone)],
    active: true,
    specialty: row.specialty ? [specialtyConcept(row.specialty)] : undefined,
    actor: [
      row.role === 'location'
        ? reference('Location', row.id, row.name)
        : reference('Practitioner', row.id, row.name),
    ],
  };
}

/** A stretch of an actor's day; its id is the actor's and the minute in which it begins. */
export function toSlot(actorId: string, { status, start, end }: TimeSlot): Slot {
  return {
    resourceType: 'Slot',
    id: slotId(actorId, start),
    schedule: reference('Schedule', actorId),
    status,
    start,
    end,
  };
}

const SECOND = 1000;

const slotId = (actorId: string, start: string) => `${actorId}-${Date.parse(start) / SECOND}`;

/** The actor and the start that a slot's id names; undefined for what is none. */
export function slotNamed(id: string): { actorId: string; start: number } | undefined {
  const [, actorId, seconds] = /^([0-9a-f-]{36})-(\d{9,10}(?:\.\d{1,3})?)$/.exec(id) ?? [];
  return actorId && seconds ? { actorId, start: Number(seconds) * SECOND } : undefined;
}
