import type { FhirType } from '../type.ts';
import { appointment } from './appointment.ts';
import { location, organization, patient, practitioner, practitionerRole } from './directory.ts';
import { encounter } from './encounter.ts';
import { schedule } from './schedule.ts';
import { serviceRequest } from './serviceRequest.ts';
import { slot } from './slot.ts';

/** Every resource type that is served. */
export const TYPES: readonly FhirType[] = [
  organization,
  location,
  practitioner,
  practitionerRole,
  patient,
  schedule,
  slot,
  serviceRequest,
  appointment,
  encounter,
];

const BY_NAME = new Map<string, FhirType>(TYPES.map((type) => [type.type, type]));

export const typeNamed = (name: string): FhirType | undefined => BY_NAME.get(name);
