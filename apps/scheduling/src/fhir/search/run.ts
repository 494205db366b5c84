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

interface Found {
  matches: Resource[];
  included: Resource[];
  next?: string;
  total: number | undefined;
  ignored: readonly string[];
}

/** What a search found: the matches of one page, what they include, and where the page ends. */
export async function runSearch(
  context: Pick<Context, 'db'>,
  client: MachineClient,
  type: FhirType,
  request: SearchRequest,
  after: string | undefined,
): Promise<Found> {
  const { count, sort, ignored } = request;
  const counted = request.total || request.countOnly;
  const total = counted ? await type.count(context.db, client, request.criteria) : undefined;
  if (request.countOnly) return { matches: [], included: [], total, ignored };
  const page = { after, limit: count + 1, sort };
  const rows = await type.find(context.db, client, request.criteria, page);
  const matches = rows.slice(0, count);
  return {
    matches,
    included: await findIncluded(context, client, type, matches, request.includes),
    next: rows.length > count ? matches.at(-1)?.id : undefined,
    total,
    ignored,
  };
}

const entry =
  (base: string, mode: 'match' | 'include') =>
  (resource: Resource): BundleEntry => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  });

/** Says which parameters narrowed nothing, where the client allowed that. */
function warning(ignored: readonly string[]): BundleEntry[] {
  if (ignored.length === 0) return [];
  const issue = ignored.map((name) => ({
    severity: 'warning' as const,
    code: 'not-supported' as const,
    diagnostics: `${name}: unknown_parameter`,
  }));
  return [{ resource: { resourceType: 'OperationOutcome', issue }, search: { mode: 'outcome' } }];
}

export function toBundle(
  base: string,
  found: Omit<Found, 'next'>,
  links: { self: string; next?: string },
): Bundle {
  const entries: BundleEntry[] = [
    ...found.matches.map(entry(base, 'match')),
    ...found.included.map(entry(base, 'include')),
    ...warning(found.ignored),
  ];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.total,
    link: [
      { relation: 'self', url: links.self },
      ...(links.next ? [{ relation: 'next', url: links.next }] : []),
    ],
    entry: entries.length > 0 ? entries : undefined,
  };
}
