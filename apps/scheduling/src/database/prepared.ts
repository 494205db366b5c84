import pg from 'pg';

/** Each name is kept by every connection; a text that varies without end must not fill them. */
const MOST = 300;
/** Its plan breaks when a migration adds a column, so it is planned anew each time. */
const ALL_COLUMNS = /(\bselect|returning|,) (\*|"\w+"\.\*)/i;

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST || ALL_COLUMNS.test(text)) return known;
  const name = `statement_${names.size}`;
  names.set(text, name);
  return name;
}

type Query = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

/**
 * A connection that parses and plans each of our statements once: for the short ones that is most
 * of their work. Statements without parameters are left alone; some are several in one text.
 */
export class PreparingClient extends pg.Client {
  override query = ((text: unknown, values?: unknown, ...rest: unknown[]) => {
    const query = super.query.bind(this) as (...args: unknown[]) => unknown;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0)
      return query(text, values, ...rest);
    return query({ name: nameOf(text), text, values }, ...rest);
  }) as Query as pg.Client['query'];
}
