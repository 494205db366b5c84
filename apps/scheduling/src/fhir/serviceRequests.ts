import type { Resource, ServiceRequest } from '@medplum/fhirtypes';
import {
  type Draft,
  draftSchema,
  instantSchema,
  requestStatusSchema,
  urgencySchema,
} from '@silkconsult/protocol';
import { parse, RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { recordAudit } from '../audit/store.ts';
import type { Context } from '../context.ts';
import type { MachineClient } from '../machineClients/authenticate.ts';
import type { Viewer } from '../rules/viewer.ts';
import { act, changeRequest, writeAndSubmit } from '../serviceRequests/commands.ts';
import { toViewer } from '../sessions/me.ts';
import { findPerson } from '../sessions/store.ts';
import { extensionUrl, specialtiesOf } from './codes.ts';
import { codeableConceptSchema, idIn, metadata, referenceSchema } from './input.ts';
import { viewerOf } from './rules.ts';
import { isId, refuseParameter } from './search/values.ts';
import { type FhirType, withIds } from './type.ts';

const periodSchema = z.strictObject({ start: instantSchema, end: instantSchema });

/** What may stand in a request that is sent to us; the rest is refused by name. */
const bodySchema = z.strictObject({
  ...metadata('ServiceRequest'),
  extension: z
    .array(
      z.looseObject({
        url: z.string(),
        valueCode: z.string().optional(),
        valueString: z.string().optional(),
        valuePeriod: periodSchema.optional(),
      }),
    )
    .optional(),
  status: requestStatusSchema,
  intent: z.enum(['order', 'original-order']),
  priority: urgencySchema.default('routine'),
  subject: referenceSchema,
  occurrencePeriod: periodSchema.optional(),
  authoredOn: z.string().optional(),
  requester: referenceSchema,
  performerType: codeableConceptSchema,
  performer: z.array(referenceSchema).max(1).optional(),
  reasonCode: z.array(codeableConceptSchema).length(1),
  note: z
    .array(z.looseObject({ text: z.string().max(8000) }))
    .max(1)
    .optional(),
});
type Body = z.output<typeof bodySchema>;

function draftIn(body: Body): Draft {
  const extensions = (name: string) =>
    (body.extension ?? []).filter(({ url }) => url === extensionUrl(name));
  const [specialty] = (body.performerType.coding ?? []).flatMap(specialtiesOf);
  if (!specialty) throw refuseParameter('performerType', 'unknown_code');
  const windows = [
    body.occurrencePeriod,
    ...extensions('preferred-window').map(({ valuePeriod }) => valuePeriod),
  ];
  return parse(draftSchema, {
    patientId: idIn(body.subject, 'subject', 'Patient').id,
    specialty,
    performerId: body.performer?.[0] && idIn(body.performer[0], 'performer', 'Organization').id,
    urgency: body.priority,
    question: body.reasonCode[0]?.text ?? '',
    summary: body.note?.[0]?.text ?? '',
    patientLanguage: extensions('patient-language')[0]?.valueCode,
    doctorLanguage: extensions('doctor-language')[0]?.valueCode,
    preferredWindows: windows.filter((window) => window !== undefined),
    contact: extensions('contact')[0]?.valueString ?? '',
  });
}

/** Whoever asks: a request is always a doctor's, whichever program writes it down. */
async function requesterIn(context: Context, client: MachineClient, body: Body): Promise<Viewer> {
  const { id } = idIn(body.requester, 'requester', 'Practitioner');
  const person = await findPerson(context.db, id);
  if (person?.role !== 'practitioner' || person.organization_id !== client.organizationId)
    throw new RefusedError('actor_unknown', { actor: id });
  return toViewer(person, client.tokenId);
}

/** What was not said of languages is what the patient and the doctor speak first. */
async function withLanguages({ db }: Context, draft: Draft, requesterId: string): Promise<Draft> {
  const firstOf = async (id: string) => (await findPerson(db, id))?.languages[0];
  return {
    ...draft,
    patientLanguage:
      draft.patientLanguage ?? (draft.patientId ? await firstOf(draft.patientId) : undefined),
    doctorLanguage: draft.doctorLanguage ?? (await firstOf(requesterId)),
  };
}

async function resourceOf(
  type: FhirType,
  { db }: Context,
  client: MachineClient,
  id: string,
): Promise<Resource> {
  const [resource] = await type.find(db, client, [withIds([id])], { limit: 1 });
  if (!resource) throw new RefusedError('not_found');
  return resource;
}

/** Asks in the doctor's name, by the same command, under the same agreements. */
export async function createServiceRequest(
  type: FhirType,
  context: Context,
  client: MachineClient,
  given: unknown,
): Promise<Resource> {
  const body = parse(bodySchema, given);
  if (body.status !== 'active') throw refuseParameter('status', 'must_be_active');
  const requester = await requesterIn(context, client, body);
  const draft = await withLanguages(context, draftIn(body), requester.personId);
  const { id } = await writeAndSubmit(context, requester, draft);
  const program = { personId: client.id, sessionId: client.tokenId };
  await recordAudit(context.db, context.now(), program, 'create', 'service_request', id);
  return resourceOf(type, context, client, id);
}

/** By which element of the resource each field of a request is told. */
const ELEMENTS: Partial<Record<keyof Draft, string>> = {
  patientId: 'subject',
  specialty: 'performerType',
  performerId: 'performer',
};

/** The fields that were sent otherwise than they are; languages that were left out stay. */
function changeIn(body: Body, current: Body): Draft {
  const was = draftIn(current);
  const sent = Object.entries(draftIn(body)) as [keyof Draft, unknown][];
  return Object.fromEntries(
    sent.filter(
      ([field, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(was[field]),
    ),
  );
}

/** What is asked may be changed until it is accepted; then it can only be called off. */
export async function updateServiceRequest(
  type: FhirType,
  context: Context,
  client: MachineClient,
  id: string,
  version: number,
  given: unknown,
): Promise<Resource> {
  if (!isId(id)) throw new RefusedError('not_found');
  const body = parse(bodySchema, given);
  if (body.id !== id) throw refuseParameter('id', 'differs_from_the_address');
  const current = (await resourceOf(type, context, client, id)) as ServiceRequest;
  if (current.meta?.versionId !== String(version)) throw new RefusedError('version_conflict');
  const known = parse(bodySchema, current);
  if (body.requester.reference !== known.requester.reference)
    throw refuseParameter('requester', 'not_changeable');
  const change = changeIn(body, known);
  for (const field of Object.keys(change) as (keyof Draft)[]) {
    const element = ELEMENTS[field];
    if (element) throw refuseParameter(element, 'not_changeable');
  }
  const viewer = viewerOf(client);
  const changes = Object.keys(change).length > 0;
  if (body.status === current.status) {
    if (changes) await changeRequest(context, viewer, id, { ...change, version });
    return resourceOf(type, context, client, id);
  }
  if (body.status !== 'revoked')
    throw new RefusedError('status_transition_refused', { from: current.status, to: body.status });
  if (changes) throw refuseParameter('status', 'not_with_other_changes');
  await act(context, viewer, id, { action: 'revoke', version });
  return resourceOf(type, context, client, id);
}
