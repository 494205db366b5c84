import type { Extension, ServiceRequest } from '@medplum/fhirtypes';
import type { ActorRole } from '@silkconsult/protocol';
import type { RequestRow } from '../../serviceRequests/store.ts';
import { extensionUrl, reference, specialtyConcept } from '../codes.ts';
import { metaOf } from './common.ts';

/** The request with the names of those whom it refers to. */
type NamedRequest = RequestRow & {
  patient_name: string;
  requester_name: string;
  requester_role: ActorRole;
  organization_name: string;
};

const coded = (name: string, valueCode: string | null): Extension[] =>
  valueCode ? [{ url: extensionUrl(name), valueCode }] : [];

/** The one wish for a time, where there is one; several are extensions, one each. */
function wishes({ preferred_windows: windows }: NamedRequest) {
  const [only, ...others] = windows;
  const one = only && others.length === 0;
  return {
    occurrencePeriod: one ? only : undefined,
    extensions: one
      ? []
      : windows.map((valuePeriod) => ({ url: extensionUrl('preferred-window'), valuePeriod })),
  };
}

export function toServiceRequest(row: NamedRequest): ServiceRequest {
  const { occurrencePeriod, extensions } = wishes(row);
  return {
    resourceType: 'ServiceRequest',
    id: row.id,
    meta: metaOf(row),
    extension: [
      ...coded('stage', row.stage),
      ...coded('patient-language', row.patient_language),
      ...coded('doctor-language', row.doctor_language),
      ...(row.contact ? [{ url: extensionUrl('contact'), valueString: row.contact }] : []),
      ...(row.respond_by
        ? [{ url: extensionUrl('respond-by'), valueDateTime: row.respond_by.toISOString() }]
        : []),
      ...extensions,
    ],
    status: row.status,
    intent: 'order',
    priority: row.urgency,
    subject: reference('Patient', row.patient_id ?? '', row.patient_name),
    occurrencePeriod,
    authoredOn: row.authored_at?.toISOString(),
    requester:
      row.requester_role === 'practitioner'
        ? reference('Practitioner', row.requester_id, row.requester_name)
        : reference('Organization', row.requesting_organization_id, row.organization_name),
    performerType: row.specialty ? specialtyConcept(row.specialty) : undefined,
    performer: row.performer_id ? [reference('Organization', row.performer_id)] : undefined,
    reasonCode: row.question ? [{ text: row.question }] : undefined,
    note: row.summary ? [{ text: row.summary }] : undefined,
  };
}
