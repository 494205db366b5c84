import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './setup/lock.mjs';
import { CACHE } from './setup/places.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLIENT = join(ROOT, 'apps', 'client');

/** Where the built client lies. */
export const CLIENT_DIST = join(CLIENT, 'dist');

const STAMP = join(CLIENT_DIST, '.built-from');

/** Everything the built client is made from. */
const SOURCES = [
  ...['apps/client', 'packages/protocol', 'packages/captions/data'],
  ...['package-lock.json', 'tsconfig.base.json'],
];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'data', 'coverage', 'generated']);

/**
 * Builds the client unless the one that is there was made from the same sources.
 *
 * @param onBuild called before a build begins
 * @returns `undefined`, or what the build said when it failed
 */
export async function buildClient({
  onBuild,
}: {
  onBuild?: () => void;
} = {}): Promise<string | undefined> {
  if (builtFrom() === fingerprintOfSources()) return undefined;
  return withLock(join(CACHE, 'client-build.lock'), async () => {
    const fingerprint = fingerprintOfSources();
    if (builtFrom() === fingerprint) return undefined;
    onBuild?.();
    const { code, output } = await viteBuild();
    if (code !== 0) return output || 'Vite ended without a word.';
    writeFileSync(STAMP, fingerprint);
    return undefined;
  });
}

function builtFrom(): string | undefined {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : undefined;
}

function fingerprintOfSources(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) addToFingerprint(join(ROOT, source), hash);
  return hash.digest('hex');
}

function addToFingerprint(path: string, hash: ReturnType<typeof createHash>): void {
  const entries = listFolder(path);
  if (!entries) {
    hash.update(path.slice(ROOT.length)).update(readFileSync(path));
    return;
  }
  for (const name of entries) {
    if (!NOT_SOURCES.has(name)) addToFingerprint(join(path, name), hash);
  }
}

function listFolder(path: string): string[] | undefined {
  try {
    return readdirSync(path).sort();
  } catch {
    return undefined;
  }
}

function viteBuild(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const vite = join(ROOT, 'node_modules', '.bin', 'vite');
    const path = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
    const env = { ...process.env, PATH: path, NODE_ENV: 'production' };
    const child = spawn(vite, ['build'], { cwd: CLIENT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
