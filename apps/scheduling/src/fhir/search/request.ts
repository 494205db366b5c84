import type { Criterion, FhirType } from '../type.ts';
import { readValue, refuseParameter } from './values.ts';

const DEFAULT_COUNT = 50;
const MAX_COUNT = 200;

/** A search as it was asked for, every part of it understood. */
export interface SearchRequest {
  criteria: Criterion[];
  /** The names of the search parameters whose references are followed. */
  includes: string[];
  count: number;
  /** What may stand in an address, for the link to itself. */
  shown: URLSearchParams;
  /** All of it, for the next page. */
  all: URLSearchParams;
}

function readCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw refuseParameter('_count', 'invalid_value');
  return Math.min(Math.max(Number(text), 1), MAX_COUNT);
}

/** `Appointment:actor`, optionally with the type that it leads to, which must not narrow it. */
function readInclude(type: FhirType, text: string): string {
  const [source, name = '', ...rest] = text.split(':');
  if (source !== type.type || rest.length > 0 || !Object.hasOwn(type.includes, name))
    throw refuseParameter('_include', 'unknown_parameter');
  return name;
}

/**
 * Reads a search. What is not understood is refused: a filter that is silently ignored would hand
 * out more than was asked for.
 *
 * @param inAddress Whether the parameters came in the address, where nothing personal may stand.
 * @throws RefusedError `invalid_request` that names the parameters, never their values.
 */
export function readSearch(
  type: FhirType,
  given: URLSearchParams,
  { inAddress, timeZone }: { inAddress: boolean; timeZone: string },
): SearchRequest {
  const request: SearchRequest = {
    criteria: [],
    includes: [],
    count: DEFAULT_COUNT,
    shown: new URLSearchParams(),
    all: given,
  };
  for (const [name, text] of given) {
    if (name === '_format') {
      if (!/json$/.test(text)) throw refuseParameter(name, 'not_supported');
      continue;
    }
    const parameter = Object.hasOwn(type.parameters, name) ? type.parameters[name] : undefined;
    if (name === '_count') request.count = readCount(text);
    else if (name === '_include') request.includes.push(readInclude(type, text));
    else if (!parameter) throw refuseParameter(name, 'unknown_parameter');
    else if (parameter.personal && inAddress) throw refuseParameter(name, 'only_by_post');
    else {
      const values = text.split(',').map((one) => readValue(name, parameter.type, one, timeZone));
      request.criteria.push({ name, values });
    }
    if (!parameter?.personal) request.shown.append(name, text);
  }
  return request;
}
