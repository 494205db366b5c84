import type { Resource, ResourceType } from '@medplum/fhirtypes';
import type { Context } from '../context.ts';
import type { Queries } from '../database/types.ts';
import type { MachineClient } from '../machineClients/authenticate.ts';
import type { SearchValue, ValueKind } from './search/values.ts';

/** The resources that are read and searched here. */
export type FhirTypeName = Extract<
  ResourceType,
  | 'Organization'
  | 'Location'
  | 'Practitioner'
  | 'PractitionerRole'
  | 'Patient'
  | 'Schedule'
  | 'Slot'
  | 'Appointment'
  | 'ServiceRequest'
  | 'Encounter'
>;

export interface SearchParameter extends ValueKind {
  documentation: string;
  /** Tells of a person, so it is taken from a POST's body only: addresses end up in logs. */
  personal?: true;
}

/** A parameter as it was searched by: any of the values, parted by commas, will do. */
export interface Criterion {
  name: string;
  values: readonly SearchValue[];
}

/** That the resource is one of these; every type can be searched by `_id`. */
export const withIds = (ids: readonly string[]): Criterion => ({
  name: '_id',
  values: ids.map((text) => ({ text })),
});

export interface Sort {
  name: string;
  descending: boolean;
}

export interface Page {
  after?: string;
  limit: number;
  /** Absent: the order that the type has of itself. */
  sort?: Sort;
}

/** One resource type: how it is found, what it can be searched by, what may be written. */
export interface FhirType {
  type: FhirTypeName;
  /** Tells of a person, so every resource that is handed out is written to the audit. */
  personal: boolean;
  parameters: Record<string, SearchParameter>;
  /** `_include`: the references that each of these search parameters follows. */
  includes: Record<string, (resource: Resource) => (string | undefined)[]>;
  /** What `_sort` takes. */
  sorts: readonly string[];
  /** Those that this client may see and that meet every criterion, in the order of their pages. */
  find(
    db: Queries,
    client: MachineClient,
    criteria: readonly Criterion[],
    page: Page,
  ): Promise<Resource[]>;
  /** How many there are of them, on all pages. */
  count(db: Queries, client: MachineClient, criteria: readonly Criterion[]): Promise<number>;
  create?(context: Context, client: MachineClient, body: unknown): Promise<Resource>;
  update?(
    context: Context,
    client: MachineClient,
    id: string,
    version: number,
    body: unknown,
  ): Promise<Resource>;
}
