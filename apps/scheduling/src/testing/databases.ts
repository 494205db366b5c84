import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { migrate } from '../database/migrate.ts';
import { embeddedDatabase, postgresDatabase } from '../database/open.ts';
import type { Database } from '../database/types.ts';

const SILENT = createLogger('test', 'silent');

interface TestDatabase {
  db: Database;
  drop(): Promise<void>;
}

async function embedded(): Promise<TestDatabase> {
  const db = await embeddedDatabase();
  return { db, drop: () => db.destroy() };
}

/** A database of its own for each test file on the server at TEST_DATABASE_URL. */
async function postgresql(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server)
    throw new Error(
      'Set TEST_DATABASE_URL to a PostgreSQL server whose user may create databases; `npm test` starts one and sets it.',
    );
  const { default: pg } = await import('pg');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const administer = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const db = await postgresDatabase(url.href, 10, SILENT);
  return {
    db,
    drop: async () => {
      await db.destroy();
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/**
 * Runs the same tests on the embedded database and on PostgreSQL. The database is opened and
 * migrated once for all tests of `tests`; `database()` gives it inside hooks and tests.
 */
export function describeOnEachDatabase(
  name: string,
  tests: (database: () => Database, kind: 'embedded' | 'postgresql') => void,
): void {
  const open = { embedded, postgresql };
  describe.each(['embedded', 'postgresql'] as const)(`${name} on the %s database`, (kind) => {
    let opened: TestDatabase | undefined;
    beforeAll(async () => {
      opened = await open[kind]();
      await migrate(opened.db);
    }, 60_000);
    afterAll(() => opened?.drop());
    tests(() => {
      if (!opened) throw new Error('the database is open only inside hooks and tests');
      return opened.db;
    }, kind);
  });
}
