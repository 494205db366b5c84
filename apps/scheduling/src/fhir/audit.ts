import type { Resource } from '@medplum/fhirtypes';
import { recordAudit, recordAudits } from '../audit/store.ts';
import type { Context } from '../context.ts';
import type { MachineClient } from '../machineClients/authenticate.ts';
import type { FhirType } from './type.ts';
import { typeNamed } from './types/all.ts';

/** `PractitionerRole` → `practitionerRole`, as the audit names what it is about. */
const entityOf = (type: string) => type.charAt(0).toLowerCase() + type.slice(1);

/**
 * Records what a program was handed: that it asked, and every resource that tells of a person, those
 * that were included too. It is written before the answer leaves.
 */
export async function auditHandedOut(
  { db, now }: Pick<Context, 'db' | 'now'>,
  client: MachineClient,
  action: 'read' | 'search',
  type: FhirType,
  resources: readonly Resource[],
): Promise<void> {
  const who = { personId: client.id, sessionId: client.tokenId };
  const personal = resources.filter(({ resourceType }) => typeNamed(resourceType)?.personal);
  if (action === 'search') await recordAudit(db, now(), who, action, entityOf(type.type));
  await recordAudits(
    db,
    now(),
    who,
    'read',
    personal.map(({ resourceType, id }) => ({ entity: entityOf(resourceType), id })),
  );
}
