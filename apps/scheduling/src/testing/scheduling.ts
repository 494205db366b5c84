import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { sql } from 'kysely';
import type { OpenDatabase } from '../database/open.ts';
import type { Database } from '../database/types.ts';
import { describeOnEachDatabase } from './databases.ts';
import { MORNING, startTestServer, type TestServer } from './server.ts';
import { createWorld, type World } from './world.ts';

/** What the tests of a feature have; `server` and `world` are filled when hooks and tests run. */
export interface Scheduling {
  database(): Database;
  kind: OpenDatabase['kind'];
  server: TestServer;
  world: World;
  /** Begins anew, as before each test. */
  begin(): Promise<void>;
}

type Tests = (scheduling: Scheduling) => void;
type Settings = () => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>;

/**
 * Runs the tests on each database against the real server, which may have settings. Each test begins
 * at MORNING, with no job waiting, in a world of its own.
 */
export function describeScheduling(name: string, ...rest: [Tests] | [Settings, Tests]): void {
  const [settings, tests] = rest.length === 2 ? rest : [() => ({}), rest[0]];
  describeOnEachDatabase(name, (database, kind) => {
    const server = {} as TestServer;
    const world = {} as World;
    const begin = async () => {
      server.clock.now = MORNING;
      await sql`DELETE FROM jobs.job`.execute(database());
      Object.assign(world, await createWorld(database()));
    };
    beforeAll(async () => {
      Object.assign(server, await startTestServer(database(), await settings(), kind));
    });
    afterAll(() => server.close?.());
    beforeEach(begin);
    tests({ database, kind, server, world, begin });
  });
}
