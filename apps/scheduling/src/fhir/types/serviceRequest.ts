import type { ServiceRequest } from '@medplum/fhirtypes';
import { requestStatusSchema, URGENCIES } from '@silkconsult/protocol';
import { sql } from 'kysely';
import type { Queries } from '../../database/types.ts';
import type { MachineClient } from '../../machineClients/authenticate.ts';
import { requestScope } from '../../serviceRequests/rules/access.ts';
import { inScope } from '../../serviceRequests/store.ts';
import { specialtiesOf } from '../codes.ts';
import { toServiceRequest } from '../resources/serviceRequest.ts';
import { viewerOf } from '../rules.ts';
import {
  conditionsOf,
  idParameter,
  lastUpdatedParameter,
  NEVER,
  type RowParameter,
  whenCode,
  whenInstant,
  whenReference,
} from '../search/conditions.ts';
import { placed, sortingOf } from '../search/order.ts';
import { createServiceRequest, updateServiceRequest } from '../serviceRequests.ts';
import type { Criterion, FhirType, Page } from '../type.ts';
import { followed } from './actors.ts';

const parameters: Record<string, RowParameter> = {
  _id: idParameter('service_request.id'),
  _lastUpdated: lastUpdatedParameter('service_request'),
  status: {
    type: 'token',
    documentation: 'Its status.',
    codes: [...requestStatusSchema.options, 'on-hold', 'entered-in-error', 'unknown'],
    where: (value) =>
      whenCode('service_request.status', value, 'http://hl7.org/fhir/request-status'),
  },
  priority: {
    type: 'token',
    documentation: 'routine, urgent, asap or stat.',
    codes: URGENCIES,
    where: (value) =>
      whenCode('service_request.urgency', value, 'http://hl7.org/fhir/request-priority'),
  },
  patient: {
    type: 'reference',
    documentation: 'The patient.',
    where: (value) => whenReference('service_request.patient_id', value, 'Patient'),
  },
  requester: {
    type: 'reference',
    documentation: 'The practitioner who asks, or the hospital.',
    where: (value) =>
      value.target === 'Organization'
        ? whenReference('service_request.requesting_organization_id', value, 'Organization')
        : whenReference('service_request.requester_id', value, 'Practitioner'),
  },
  performer: {
    type: 'reference',
    documentation: 'The hospital that is asked.',
    where: (value) => whenReference('service_request.performer_id', value, 'Organization'),
  },
  'performer-type': {
    type: 'token',
    documentation: "The specialty, by our code or by SNOMED CT's.",
    where: ({ text, system }) => {
      const wanted = specialtiesOf({ system, code: text }).map((one) => sql`${one}`);
      return wanted.length > 0
        ? sql<boolean>`service_request.specialty IN (${sql.join(wanted)})`
        : NEVER;
    },
  },
  authored: {
    type: 'date',
    documentation:
      'When it was sent. A date without a time means the day on the clocks of the hospital that asks.',
    where: (value) => whenInstant('service_request.authored_at', value),
  },
};

const sorting = sortingOf('service_request', { authored: sql.ref('service_request.authored_at') });

/** What was sent, by or to the hospital; drafts are their author's alone. */
const rowsWhere = (db: Queries, client: MachineClient, criteria: readonly Criterion[]) =>
  db
    .selectFrom('service_request')
    .where('service_request.stage', '!=', 'draft')
    .where(inScope(requestScope(viewerOf(client))))
    .where((eb) => eb.and(conditionsOf(parameters, criteria)));

async function findRows(
  db: Queries,
  client: MachineClient,
  criteria: readonly Criterion[],
  page: Page,
) {
  const { from, order } = placed(sorting, page);
  return rowsWhere(db, client, criteria)
    .innerJoin('actor as patient', 'patient.id', 'service_request.patient_id')
    .innerJoin('actor as requester', 'requester.id', 'service_request.requester_id')
    .innerJoin('organization', 'organization.id', 'service_request.requesting_organization_id')
    .selectAll('service_request')
    .select([
      'patient.name as patient_name',
      'requester.name as requester_name',
      'requester.role as requester_role',
      'organization.name as organization_name',
    ])
    .where(from)
    .orderBy(order)
    .limit(page.limit)
    .execute();
}

export const serviceRequest: FhirType = {
  type: 'ServiceRequest',
  personal: true,
  parameters,
  includes: {
    patient: followed<ServiceRequest>((one) => [one.subject]),
    requester: followed<ServiceRequest>((one) => [one.requester]),
    performer: followed<ServiceRequest>((one) => one.performer ?? []),
  },
  sorts: Object.keys(sorting.keys),
  async count(db, client, criteria) {
    const row = await rowsWhere(db, client, criteria)
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
  async find(db, client, criteria, page) {
    return (await findRows(db, client, criteria, page)).map(toServiceRequest);
  },
  create: (...call) => createServiceRequest(serviceRequest, ...call),
  update: (...call) => updateServiceRequest(serviceRequest, ...call),
};
