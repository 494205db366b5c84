import { setTimeout as wait } from 'node:timers/promises';
import { createLogger } from '@silkconsult/service-kit';
import { sql } from 'kysely';
import { migrate } from '../../../apps/scheduling/src/database/migrate.ts';
import { postgresDatabase } from '../../../apps/scheduling/src/database/open.ts';
import type { Database } from '../../../apps/scheduling/src/database/types.ts';
import { DURABLE, startPostgres } from '../../../scripts/test/postgres.ts';

export interface BenchServer {
  url: string;
  db: Database;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own that waits for its disk, as one with records does, and our schema in it. */
export async function startBenchServer(connections: number): Promise<BenchServer> {
  const server = await startPostgres(DURABLE);
  const db = await postgresDatabase(server.url, connections, createLogger('bench', 'silent'));
  try {
    await untilUp(db);
    await migrate(db);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url: server.url,
    db,
    stop: async () => {
      await db.destroy();
      await server.stop();
    },
  };
}

/** It listens a moment before it is ready. */
async function untilUp(db: Database, attempts = 100): Promise<void> {
  try {
    await sql`SELECT 1`.execute(db);
  } catch (error) {
    if (attempts === 0) throw error;
    await wait(100);
    await untilUp(db, attempts - 1);
  }
}
