import type { Resource } from '@medplum/fhirtypes';
import type { AppointmentChange, NewAppointment } from '@silkconsult/protocol';
import {
  appointmentStatusSchema,
  instantSchema,
  newAppointmentSchema,
  participationStatusSchema,
} from '@silkconsult/protocol';
import { parse, RefusedError } from '@silkconsult/service-kit';
import { z } from 'zod';
import { bookAppointment } from '../appointments/book.ts';
import { changeAppointment, releaseInterpreter } from '../appointments/commands.ts';
import { findAppointment, type ParticipantRow, participantsOf } from '../appointments/store.ts';
import type { Context } from '../context.ts';
import type { MachineClient } from '../machineClients/authenticate.ts';
import { roleOfParticipant, specialtiesOf } from './codes.ts';
import { codeableConceptSchema, idIn, metadata, referenceSchema } from './input.ts';
import { toAppointment } from './resources/appointment.ts';
import { consultScope, viewerOf } from './rules.ts';
import { isId, refuseParameter } from './search/values.ts';

/**
 * What may stand in an appointment that is sent to us. The rest of FHIR's elements are refused by
 * name, because what we would not keep must not seem to be kept.
 */
const bodySchema = z.strictObject({
  ...metadata('Appointment'),
  status: appointmentStatusSchema,
  cancelationReason: codeableConceptSchema.optional(),
  specialty: z.array(codeableConceptSchema).max(1).optional(),
  reasonCode: z.array(codeableConceptSchema).length(1),
  start: instantSchema,
  end: instantSchema,
  _start: z.unknown().optional(),
  _end: z.unknown().optional(),
  basedOn: z.array(referenceSchema).max(1).optional(),
  minutesDuration: z.number().int().optional(),
  participant: z.array(
    z.strictObject({
      id: z.string().optional(),
      type: z.array(codeableConceptSchema).optional(),
      actor: referenceSchema,
      required: z.enum(['required', 'optional', 'information-only']).optional(),
      status: participationStatusSchema,
    }),
  ),
});
type Body = z.output<typeof bodySchema>;

function participantsIn(body: Body): NewAppointment['participants'] {
  return body.participant.map(({ actor, type }, index) => {
    const { target, id } = idIn(actor, `participant.${index}.actor`);
    const role = roleOfParticipant(target, type ?? []);
    if (!role) throw refuseParameter(`participant.${index}.type`, 'unknown_code');
    return { actor: id, role };
  });
}

function specialtyIn(body: Body): string | undefined {
  const codings = body.specialty?.[0]?.coding ?? [];
  if (codings.length === 0) return undefined;
  const [known] = codings.flatMap(specialtiesOf);
  if (!known) throw refuseParameter('specialty', 'unknown_code');
  return known;
}

const requestIn = ({ basedOn }: Body) =>
  basedOn?.[0] && idIn(basedOn[0], 'basedOn', 'ServiceRequest').id;

async function resourceOf({ db }: Context, client: MachineClient, id: string): Promise<Resource> {
  const row = await findAppointment(db, consultScope(client), id);
  if (!row) throw new RefusedError('not_found');
  return toAppointment(row, await participantsOf(db, [id]));
}

/** Books by the same command as everybody: the same rules, the same holds, the same events. */
export async function createAppointment(
  context: Context,
  client: MachineClient,
  given: unknown,
): Promise<Resource> {
  const body = parse(bodySchema, given);
  if (body.status !== 'booked') throw refuseParameter('status', 'must_be_booked');
  const wanted = parse(newAppointmentSchema, {
    start: body.start,
    end: body.end,
    reason: body.reasonCode[0]?.text,
    specialty: specialtyIn(body),
    participants: participantsIn(body),
    serviceRequestId: requestIn(body),
  });
  const { id } = await bookAppointment(context, viewerOf(client), wanted);
  return resourceOf(context, client, id);
}

/**
 * Those of the consult who no longer come: left out of the list that was sent, or declined in it.
 * Undefined when the list says anything else that is new.
 */
function leaving(body: Body, there: readonly ParticipantRow[]): ParticipantRow[] | undefined {
  const sent = new Map(
    participantsIn(body).map(({ actor, role }, index) => [
      `${role}/${actor}`,
      body.participant[index]?.status,
    ]),
  );
  const gone = there.filter(({ actor_id, role, status }) => {
    const now = sent.get(`${role}/${actor_id}`);
    return status !== 'declined' && (now === undefined || now === 'declined');
  });
  const known = new Map(there.map((row) => [`${row.role}/${row.actor_id}`, row.status]));
  const asBefore = [...sent].every(
    ([key, status]) => known.has(key) && (status === known.get(key) || status === 'declined'),
  );
  return asBefore && sent.size === body.participant.length ? gone : undefined;
}

/**
 * Moves an appointment in time or along its status machine, says its reason anew, or lets an
 * interpreter go; who else takes part, for what specialty and which request, stays.
 */
export async function updateAppointment(
  context: Context,
  client: MachineClient,
  id: string,
  version: number,
  given: unknown,
): Promise<Resource> {
  if (!isId(id)) throw new RefusedError('not_found');
  const body = parse(bodySchema, given);
  if (body.id !== id) throw refuseParameter('id', 'differs_from_the_address');
  const current = await findAppointment(context.db, consultScope(client), id);
  if (!current) throw new RefusedError('not_found');
  if (current.version !== version) throw new RefusedError('version_conflict');
  const missing = leaving(body, await participantsOf(context.db, [id]));
  const [gone, ...others] = missing ?? [];
  if (!missing || others.length > 0 || (gone && gone.role !== 'interpreter'))
    throw refuseParameter('participant', 'not_changeable');
  if ((specialtyIn(body) ?? null) !== current.specialty)
    throw refuseParameter('specialty', 'not_changeable');
  if ((requestIn(body) ?? null) !== current.service_request_id)
    throw refuseParameter('basedOn', 'not_changeable');
  const reason = body.reasonCode[0]?.text;
  const change: AppointmentChange = {
    version,
    start: body.start,
    end: body.end,
    status: body.status === current.status ? undefined : body.status,
    cancellationReason: body.cancelationReason?.text,
    reason: reason === current.reason ? undefined : reason,
  };
  if (gone) {
    if (change.status || change.reason || !sameTimes(body, current))
      throw refuseParameter('participant', 'not_with_other_changes');
    await releaseInterpreter(context, viewerOf(client), id, gone.actor_id);
  } else await changeAppointment(context, viewerOf(client), id, change);
  return resourceOf(context, client, id);
}

const sameTimes = (body: Body, { starts_at, ends_at }: { starts_at: Date; ends_at: Date }) =>
  Date.parse(body.start) === starts_at.getTime() && Date.parse(body.end) === ends_at.getTime();
