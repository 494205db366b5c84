import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { embeddedDatabase, type OpenDatabase, postgresDatabase } from '../database/open.ts';
import type { Database } from '../database/types.ts';
import { embeddedTemplate, postgresTemplate, urlOf } from './templates.ts';

const SILENT = createLogger('test', 'silent');

/** Linux keeps the files there in memory, where a database of a thousand files is copied in no time. */
function inMemory(): string | undefined {
  const folder = '/dev/shm';
  if (!existsSync(folder)) return undefined;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > 1024 ** 3 ? folder : undefined;
}

interface TestDatabase {
  db: Database;
  drop(): Promise<void>;
}

async function embedded(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(inMemory() ?? tmpdir(), 'scheduling-database-'));
  cpSync(await embeddedTemplate(), folder, { recursive: true });
  const db = await embeddedDatabase(folder);
  return {
    db,
    drop: async () => {
      await db.destroy();
      await rm(folder, { recursive: true });
    },
  };
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
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const template = await postgresTemplate(server, administer);
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const db = await postgresDatabase(urlOf(server, name), 10, SILENT);
  return {
    db,
    drop: async () => {
      await db.destroy();
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/**
 * Runs the same tests on the embedded database and on PostgreSQL. The database is opened once for
 * all tests of `tests`, with the newest schema; `database()` gives it inside hooks and tests.
 */
export function describeOnEachDatabase(
  name: string,
  tests: (database: () => Database, kind: OpenDatabase['kind']) => void,
): void {
  const open = { embedded, postgresql };
  describe.each(['embedded', 'postgresql'] as const)(`${name} on the %s database`, (kind) => {
    let opened: TestDatabase | undefined;
    beforeAll(async () => {
      opened = await open[kind]();
    }, 60_000);
    afterAll(() => opened?.drop());
    tests(() => {
      if (!opened) throw new Error('the database is open only inside hooks and tests');
      return opened.db;
    }, kind);
  });
}
