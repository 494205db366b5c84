import type { Bundle, Resource } from '@medplum/fhirtypes';
import { z } from 'zod';
import type { Database } from '../../database/types.ts';
import type { MachineClient } from '../../machineClients/authenticate.ts';
import type { FhirType } from '../type.ts';
import { readSearch } from './request.ts';
import { runSearch, toBundle } from './run.ts';
import type { Seal } from './seal.ts';
import { refuseParameter } from './values.ts';

interface Asked {
  given: URLSearchParams;
  inAddress: boolean;
  /** Whether unknown parameters are passed over, as `Prefer: handling=lenient` asks. */
  lenient?: boolean;
  after?: string;
}

const pageSchema = z.object({
  client: z.string(),
  type: z.string(),
  search: z.string(),
  after: z.string(),
});

/**
 * The search that a sealed `_page` goes on with; undefined when the address holds none.
 *
 * @throws RefusedError `invalid_request` for a page that was sealed for somebody or something else.
 */
export function readPage(
  pages: Seal,
  client: MachineClient,
  type: FhirType,
  address: URLSearchParams,
): Asked | undefined {
  const sealed = address.get('_page');
  if (sealed === null) return undefined;
  const opened = pages.open(sealed);
  const page = opened === undefined ? undefined : pageSchema.parse(JSON.parse(opened));
  if (!page || address.size > 1 || page.client !== client.id || page.type !== type.type)
    throw refuseParameter('_page', 'invalid_value');
  return { given: new URLSearchParams(page.search), inAddress: false, after: page.after };
}

/** One page of a search, with the links to itself and to the next. */
export async function searchPage(
  { db, base, pages }: { db: Database; base: string; pages: Seal },
  client: MachineClient,
  type: FhirType,
  { given, inAddress, lenient, after }: Asked,
): Promise<{ bundle: Bundle; resources: Resource[] }> {
  const request = readSearch(type, given, { inAddress, lenient, timeZone: client.timeZone });
  const { next, ...found } = await runSearch({ db }, client, type, request, after);
  const address = `${base}/${type.type}`;
  const sealed =
    next &&
    pages.seal(
      JSON.stringify({
        client: client.id,
        type: type.type,
        search: request.all.toString(),
        after: next,
      }),
    );
  const shown = request.shown.toString();
  return {
    resources: [...found.matches, ...found.included],
    bundle: toBundle(base, found, {
      self: shown ? `${address}?${shown}` : address,
      next: sealed && `${address}?_page=${sealed}`,
    }),
  };
}
