import { type RawBuilder, sql } from 'kysely';
import type { Criterion, SearchParameter } from '../type.ts';
import { isId, type SearchValue } from './values.ts';

/** A condition on the rows that a type is made of. */
export type Condition = RawBuilder<boolean>;

/** A search parameter that becomes a condition on rows. */
export interface RowParameter extends SearchParameter {
  /** The condition that one of several values sets. */
  where(value: SearchValue): Condition;
}

/** What the rows must meet: each criterion, by any of its values. */
export function conditionsOf(
  parameters: Record<string, RowParameter>,
  criteria: readonly Criterion[],
): Condition[] {
  return criteria.map(({ name, values }) => {
    const alternatives = values.map((value) => parameters[name]?.where(value) ?? NEVER);
    return alternatives.length === 0 ? NEVER : sql<boolean>`(${sql.join(alternatives, sql` OR `)})`;
  });
}

export const NEVER: Condition = sql<boolean>`false`;

/** An instant of a column against the span of a date value (FHIR R4, search, 3.1.1.4.8). */
export function whenInstant(column: string, { date }: SearchValue): Condition {
  if (!date) return NEVER;
  const { prefix, from, until } = date;
  const at = sql.ref(column);
  switch (prefix) {
    case 'eq':
      return sql<boolean>`(${at} >= ${from} AND ${at} < ${until})`;
    case 'ne':
      return sql<boolean>`(${at} < ${from} OR ${at} >= ${until})`;
    case 'lt':
    case 'eb':
      return sql<boolean>`${at} < ${from}`;
    case 'le':
      return sql<boolean>`${at} < ${until}`;
    case 'gt':
    case 'sa':
      return sql<boolean>`${at} >= ${until}`;
    case 'ge':
      return sql<boolean>`${at} >= ${from}`;
  }
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** One of the columns, or a word in it, begins like this; capitals make no difference. */
export function whenBegins(columns: readonly string[], { text }: SearchValue): Condition {
  const alternatives = columns.map((column) => {
    const value = sql.ref(column);
    return sql<boolean>`(${value} ILIKE ${`${escaped(text)}%`} OR ${value} ILIKE ${`% ${escaped(text)}%`})`;
  });
  return sql<boolean>`(${sql.join(alternatives, sql` OR `)})`;
}

/** A token of a column that holds the bare code; `system` is the only one that it can be of. */
export function whenCode(column: string, value: SearchValue, system?: string): Condition {
  if (value.system !== undefined && value.system !== (system ?? '')) return NEVER;
  return sql<boolean>`${sql.ref(column)} = ${value.text}`;
}

function whenId(column: string, { text }: SearchValue): Condition {
  return isId(text) ? sql<boolean>`${sql.ref(column)} = ${text}` : NEVER;
}

/** A reference that a column holds, to a resource of that type. */
export function whenReference(
  column: string,
  { text, target }: SearchValue,
  type: string,
): Condition {
  if (target !== undefined && target !== type) return NEVER;
  return sql<boolean>`${sql.ref(column)} = ${text}`;
}

/** When the row that a resource is made of was changed last. */
export const lastUpdatedParameter = (table: string): RowParameter => ({
  type: 'date',
  documentation: 'When it was changed last.',
  where: (value) => whenInstant(`${table}.changed_at`, value),
});

export const idParameter = (column: string): RowParameter => ({
  type: 'token',
  documentation: 'The id of the resource.',
  where: (value) => whenId(column, value),
});
