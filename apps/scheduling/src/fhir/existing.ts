import type { Resource } from '@medplum/fhirtypes';
import { RefusedError } from '@silkconsult/service-kit';
import type { Context } from '../context.ts';
import type { MachineClient } from '../machineClients/authenticate.ts';
import { mayDo } from '../machineClients/rules.ts';
import { readSearch } from './search/request.ts';
import type { FhirType } from './type.ts';

/**
 * The one resource that `If-None-Exist` finds, so that a create that is sent again makes no second
 * one; undefined when there is none, or the header was not sent.
 *
 * @throws RefusedError `likely_duplicate` when there are several.
 */
export async function existing(
  { db }: Pick<Context, 'db'>,
  client: MachineClient,
  type: FhirType,
  query: string | undefined,
): Promise<Resource | undefined> {
  if (query === undefined) return undefined;
  if (!mayDo(client.scopes, type.type, 'search')) throw new RefusedError('forbidden');
  const given = new URLSearchParams(query.slice(query.indexOf('?') + 1));
  const { criteria } = readSearch(type, given, { inAddress: true, timeZone: client.timeZone });
  if (criteria.length === 0) return undefined;
  const [one, another] = await type.find(db, client, criteria, { limit: 2 });
  if (another) throw new RefusedError('likely_duplicate');
  return one;
}
