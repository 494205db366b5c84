import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import type { Context } from '../../context.ts';
import type { MachineClient } from '../../machineClients/authenticate.ts';
import { mayDo } from '../../machineClients/rules.ts';
import { type FhirType, withIds } from '../type.ts';
import { typeNamed } from '../types/all.ts';
import type { SearchRequest } from './request.ts';

/** More references than this in one page are not followed; `_count` makes pages smaller. */
const MAX_INCLUDED = 1000;

/**
 * The resources that the matches refer to by these search parameters, as far as the client may read
 * them: an include is no way around a scope.
 */
async function findIncluded(
  { db }: Pick<Context, 'db'>,
  client: MachineClient,
  type: FhirType,
  matches: readonly Resource[],
  names: readonly string[],
): Promise<Resource[]> {
  const wanted = new Map<string, Set<string>>();
  for (const name of names)
    for (const match of matches)
      for (const reference of type.includes[name]?.(match) ?? []) {
        const [target = '', id = ''] = reference?.split('/') ?? [];
        if (id) wanted.set(target, (wanted.get(target) ?? new Set()).add(id));
      }
  const found: Resource[] = [];
  for (const [name, ids] of wanted) {
    const target = typeNamed(name);
    if (!target || !mayDo(client.scopes, name, 'read')) continue;
    const list = [...ids].slice(0, MAX_INCLUDED);
    found.push(...(await target.find(db, client, [withIds(list)], { limit: list.length })));
  }
  return found;
}

/** What a search found: the matches of one page, what they include, and where the page ends. */
export async function runSearch(
  context: Pick<Context, 'db'>,
  client: MachineClient,
  type: FhirType,
  request: SearchRequest,
  after: string | undefined,
): Promise<{ matches: Resource[]; included: Resource[]; next?: string }> {
  const { count } = request;
  const page = { after, limit: count + 1 };
  const rows = await type.find(context.db, client, request.criteria, page);
  const matches = rows.slice(0, count);
  return {
    matches,
    included: await findIncluded(context, client, type, matches, request.includes),
    next: rows.length > count ? matches.at(-1)?.id : undefined,
  };
}

const entry =
  (base: string, mode: 'match' | 'include') =>
  (resource: Resource): BundleEntry => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  });

export function toBundle(
  base: string,
  found: { matches: readonly Resource[]; included: readonly Resource[] },
  links: { self: string; next?: string },
): Bundle {
  const entries = [
    ...found.matches.map(entry(base, 'match')),
    ...found.included.map(entry(base, 'include')),
  ];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [
      { relation: 'self', url: links.self },
      ...(links.next ? [{ relation: 'next', url: links.next }] : []),
    ],
    entry: entries.length > 0 ? entries : undefined,
  };
}
