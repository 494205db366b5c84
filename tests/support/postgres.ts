import { randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * A fresh database in the PostgreSQL that `npm test` starts.
 *
 * @throws Error when there is no such server: nothing is passed over in silence
 */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) {
    throw new Error('TEST_DATABASE_URL is not set; "npm test -- PATTERN" starts a PostgreSQL');
  }
  const name = `story_${randomBytes(6).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
