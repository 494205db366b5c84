import type { Criterion, FhirType, Sort } from '../type.ts';
import { readValue, refuseParameter } from './values.ts';

const DEFAULT_COUNT = 50;
const MAX_COUNT = 200;

/** A search as it was asked for, every part of it understood. */
export interface SearchRequest {
  criteria: Criterion[];
  /** The names of the search parameters whose references are followed. */
  includes: string[];
  count: number;
  sort?: Sort;
  /** Whether the bundle says how many there are on all pages. */
  total: boolean;
  /** Whether it says nothing else. */
  countOnly: boolean;
  /** The parameters that were asked for and are not known here, when the client allows that. */
  ignored: string[];
  /** What may stand in an address, for the link to itself. */
  shown: URLSearchParams;
  /** All of it, for the next page. */
  all: URLSearchParams;
}

function readCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw refuseParameter('_count', 'invalid_value');
  return Math.min(Math.max(Number(text), 1), MAX_COUNT);
}

function readSort(type: FhirType, text: string): Sort {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  if (!type.sorts.includes(name)) throw refuseParameter('_sort', 'not_supported');
  return { name, descending };
}

function oneOf(name: string, text: string, ...known: string[]): string {
  if (!known.includes(text)) throw refuseParameter(name, 'not_supported');
  return text;
}

/** Parameters of the answer's form, by their names. */
const FORM: Record<string, (request: SearchRequest, type: FhirType, text: string) => void> = {
  _format(_request, _type, text) {
    if (!/json$/.test(text)) throw refuseParameter('_format', 'not_supported');
  },
  _count(request, _type, text) {
    request.count = readCount(text);
    if (Number(text) === 0) request.countOnly = true;
  },
  _include(request, type, text) {
    request.includes.push(readInclude(type, text));
  },
  _sort(request, type, text) {
    request.sort = readSort(type, text);
  },
  _total(request, _type, text) {
    request.total = oneOf('_total', text, 'none', 'estimate', 'accurate') !== 'none';
  },
  _summary(request, _type, text) {
    request.countOnly = oneOf('_summary', text, 'count', 'false') === 'count';
  },
};

/** `Appointment:actor`, optionally with the type that it leads to, which must not narrow it. */
function readInclude(type: FhirType, text: string): string {
  const [source, name = '', ...rest] = text.split(':');
  if (source !== type.type || rest.length > 0 || !Object.hasOwn(type.includes, name))
    throw refuseParameter('_include', 'unknown_parameter');
  return name;
}

/**
 * Reads a search. What is not understood is refused: a filter that is silently ignored would hand
 * out more than was asked for. A client that prefers lenient handling is told what was ignored.
 *
 * @param inAddress Whether the parameters came in the address, where nothing personal may stand.
 * @throws RefusedError `invalid_request` that names the parameters, never their values.
 */
export function readSearch(
  type: FhirType,
  given: URLSearchParams,
  { inAddress, timeZone, lenient }: { inAddress: boolean; timeZone: string; lenient?: boolean },
): SearchRequest {
  const request: SearchRequest = {
    criteria: [],
    includes: [],
    count: DEFAULT_COUNT,
    total: false,
    countOnly: false,
    ignored: [],
    shown: new URLSearchParams(),
    all: new URLSearchParams(),
  };
  for (const [name, text] of given) {
    const form = Object.hasOwn(FORM, name) ? FORM[name] : undefined;
    const parameter = Object.hasOwn(type.parameters, name) ? type.parameters[name] : undefined;
    if (form) form(request, type, text);
    else if (parameter) {
      if (parameter.personal && inAddress) throw refuseParameter(name, 'only_by_post');
      const values = text.split(',').map((one) => readValue(name, parameter, one, timeZone));
      request.criteria.push({ name, values });
    } else if (lenient) {
      request.ignored.push(name);
      continue;
    } else throw refuseParameter(name, 'unknown_parameter');
    if (name === '_format') continue;
    request.all.append(name, text);
    if (!parameter?.personal) request.shown.append(name, text);
  }
  return request;
}
