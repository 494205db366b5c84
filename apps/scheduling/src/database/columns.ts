import type { ColumnType } from 'kysely';

/** jsonb: read as the value, written as its JSON text, which both drivers take alike. */
export type Json<T> = ColumnType<T, string, string>;

/** Like Json, for a column with a default. */
export type DefaultedJson<T> = ColumnType<T, string | undefined, string>;

/** A calendar day. Read it with `dayColumn`: the drivers make instants of days, each its own. */
export type Day = ColumnType<never, string | null, string | null>;

/** What a default or a trigger writes, and nobody else. */
export type WrittenByDatabase<T> = ColumnType<T, never, never>;
