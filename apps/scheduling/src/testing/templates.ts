import { createHash, randomBytes } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger } from '@silkconsult/service-kit';
import { migrate } from '../database/migrate.ts';
import { embeddedDatabase, type OpenDatabase, postgresDatabase } from '../database/open.ts';
import { Jobs } from '../jobs/jobs.ts';

/**
 * A test file does not migrate its databases: it copies one that was migrated for all of them,
 * which is named after what it is made from. It is made under another name, so that two processes
 * that make it at the same moment do not meet; the first that is ready gives its own the name.
 */
const NAME = `template_${fingerprint()}`;
const CACHE = join(root(), 'node_modules', '.cache', 'databases');
const SILENT = createLogger('test', 'silent');

function root(): string {
  return fileURLToPath(new URL('../../../..', import.meta.url));
}

/** Of all that makes a schema: the migrations, and the versions of the databases and of pg-boss. */
function fingerprint(): string {
  const cwd = root();
  const hash = createHash('sha256');
  const sources = globSync('apps/scheduling/src/database/**/*.ts', { cwd }).sort();
  for (const path of ['package-lock.json', ...sources])
    hash.update(path).update(readFileSync(join(cwd, path)));
  return hash.digest('hex').slice(0, 16);
}

async function prepare(db: OpenDatabase['db'], kind: OpenDatabase['kind']): Promise<void> {
  try {
    await migrate(db);
    const jobs = await Jobs.open({ db, kind }, SILENT, () => new Date(), { working: false });
    await jobs.close();
  } finally {
    await db.destroy();
  }
}

/** The folder of the embedded template. */
export async function embeddedTemplate(): Promise<string> {
  const folder = join(CACHE, NAME);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE))
    if (!old.startsWith(NAME)) await rm(join(CACHE, old), { recursive: true, force: true });
  const ours = `${folder}.${randomBytes(6).toString('hex')}`;
  await prepare(await embeddedDatabase(ours), 'embedded');
  await rename(ours, folder).catch(async (error: unknown) => {
    await rm(ours, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

/**
 * The name of the template on a PostgreSQL server.
 *
 * @param administer Does one statement on that server, and answers with its rows.
 */
export async function postgresTemplate(
  server: string,
  administer: (statement: string) => Promise<unknown[]>,
): Promise<string> {
  const exists = async () =>
    (await administer(`SELECT FROM pg_database WHERE datname = '${NAME}'`)).length > 0;
  if (await exists()) return NAME;
  const ours = `${NAME}_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${ours}`);
  await prepare(await postgresDatabase(urlOf(server, ours), 1, SILENT), 'postgresql');
  await administer(`ALTER DATABASE ${ours} RENAME TO ${NAME}`).catch(async (error: unknown) => {
    await administer(`DROP DATABASE ${ours} WITH (FORCE)`);
    if (!(await exists())) throw error;
  });
  return NAME;
}

/** The address of one database of a server. */
export function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
