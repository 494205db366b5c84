import { mkdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@silkconsult/service-kit';
import { ConfigError } from '@silkconsult/service-kit';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { placesIn, type SchedulingConfig } from '../config.ts';
import { isDatabaseDown } from './failures.ts';
import { lockFolder } from './lock.ts';
import { migrate } from './migrate.ts';
import { withStatements } from './statements.ts';
import type { Database, Schema } from './types.ts';

export interface OpenDatabase {
  db: Database;
  kind: 'embedded' | 'postgresql';
  close(): Promise<void>;
}

/**
 * PGlite in a folder, or in memory without one. It is loaded only here: its WebAssembly is large,
 * and a process on PostgreSQL never needs it.
 */
export async function embeddedDatabase(folder?: string): Promise<Database> {
  const [{ PGlite }, { btree_gist }, { pg_trgm }, { fromPglite }, { SerialPGliteDialect }] =
    await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/contrib/btree_gist'),
      import('@electric-sql/pglite/contrib/pg_trgm'),
      import('pg-boss'),
      import('./pgliteDialect.ts'),
    ]);
  const pglite = await PGlite.create({ dataDir: folder, extensions: { btree_gist, pg_trgm } });
  const db = new Kysely<Schema>({ dialect: new SerialPGliteDialect({ pglite }) });
  return withStatements(db, fromPglite(pglite).executeSql);
}

/** A pool on PostgreSQL. What is left hanging there is ended by the server, not waited for. */
export async function postgresDatabase(
  connectionString: string,
  connections: number,
  logger: Logger,
): Promise<Database> {
  const [{ default: pg }, { PreparingClient }] = await Promise.all([
    import('pg'),
    import('./prepared.ts'),
  ]);
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString,
    max: connections,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 20_000,
    idle_in_transaction_session_timeout: 20_000,
    application_name: 'silkconsult-scheduling',
  });
  pool.on('error', (error) => logger.warn({ err: error }, 'a connection to PostgreSQL was lost'));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return withStatements(db, async (text, values) => {
    // The driver answers several statements with an array, whatever its types say.
    const results = [await pool.query(text, values)].flat();
    return { rows: results.flatMap(({ rows }) => rows ?? []) };
  });
}

/** PostgreSQL often starts at the same moment as we do; half a minute is its time to come up. */
async function waitUntilUp(db: Database, logger: Logger): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sql`SELECT 1`.execute(db);
      return;
    } catch (error) {
      if (!isDatabaseDown(error)) throw error;
      if (attempt === 30)
        throw new ConfigError(
          'PostgreSQL at DATABASE_URL does not answer: check that it runs and that the address, the user and the password are right.',
        );
      logger.warn({ err: error, attempt }, 'PostgreSQL does not answer yet');
      await delay(1000);
    }
  }
}

async function openEmbedded(config: SchedulingConfig, logger: Logger): Promise<OpenDatabase> {
  const { database, databaseLock } = placesIn(config);
  await mkdir(database, { recursive: true });
  const unlock = await lockFolder(database, databaseLock, (error) => {
    logger.fatal({ err: error }, 'the lock on the embedded database was lost');
    process.exit(1);
  });
  try {
    const db = await embeddedDatabase(database);
    logger.warn(
      'using the embedded database, which is for trying out: for records of real patients set DATABASE_URL to a PostgreSQL database',
    );
    return {
      db,
      kind: 'embedded',
      close: async () => {
        await db.destroy();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/**
 * Opens the configured database and brings its schema up to date.
 *
 * @throws ConfigError when the folder is in use or the server cannot be reached.
 */
export async function openDatabase(
  config: SchedulingConfig,
  logger: Logger,
): Promise<OpenDatabase> {
  if (!config.DATABASE_URL) {
    const opened = await openEmbedded(config, logger);
    await migrate(opened.db);
    return opened;
  }
  const db = await postgresDatabase(config.DATABASE_URL, config.DATABASE_CONNECTIONS, logger);
  try {
    await waitUntilUp(db, logger);
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, kind: 'postgresql', close: () => db.destroy() };
}
