import type { Resource, ResourceType } from '@medplum/fhirtypes';
import type { RawBuilder } from 'kysely';
import type { Context } from '../context.ts';
import type { Queries } from '../database/types.ts';
import type { MachineClient } from '../machineClients/authenticate.ts';
import type { SearchValue } from './search/values.ts';

/** The resources that are read and searched here. */
export type FhirTypeName = Extract<
  ResourceType,
  | 'Organization'
  | 'Location'
  | 'Practitioner'
  | 'PractitionerRole'
  | 'Patient'
  | 'Appointment'
  | 'Encounter'
>;

/** A condition on the rows that a type is made of. */
export type Condition = RawBuilder<boolean>;

export interface SearchParameter {
  type: 'token' | 'reference' | 'date' | 'string';
  documentation: string;
  /** Tells of a person, so it is taken from a POST's body only: addresses end up in logs. */
  personal?: true;
  /** The condition that one of several values, parted by commas, sets. */
  where(value: SearchValue): Condition;
}

export interface Page {
  after?: string;
  limit: number;
}

/** One resource type: how it is found, what it can be searched by, what may be written. */
export interface FhirType {
  type: FhirTypeName;
  /** Tells of a person, so every resource that is handed out is written to the audit. */
  personal: boolean;
  parameters: Record<string, SearchParameter>;
  /** `_include`: the references that each of these search parameters follows. */
  includes: Record<string, (resource: Resource) => (string | undefined)[]>;
  /** Those that this client may see and that meet every condition, in the order of their pages. */
  find(
    db: Queries,
    client: MachineClient,
    conditions: readonly Condition[],
    page: Page,
  ): Promise<Resource[]>;
  /** The condition by which `find` gives those with these ids. */
  withIds(ids: readonly string[]): Condition;
  create?(context: Context, client: MachineClient, body: unknown): Promise<Resource>;
  update?(
    context: Context,
    client: MachineClient,
    id: string,
    version: number,
    body: unknown,
  ): Promise<Resource>;
}
