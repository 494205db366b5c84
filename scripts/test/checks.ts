import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, tool } from './run.ts';

/** A check that passes or fails as a whole; `run` answers with an exit code or a sentence. */
export type Check = { name: string; run: () => Promise<number | string> };

const FOLDERS = ['apps', 'packages', 'tests', 'scripts'];

/** What can be told from the text of the code. */
export const STATIC_CHECKS: Check[] = [
  { name: 'Format', run: () => run(tool('biome'), ['format', '.']) },
  { name: 'Lint', run: () => run(tool('biome'), ['lint', '--error-on-warnings', '.']) },
  {
    name: 'Direction of dependencies',
    run: () => run(tool('depcruise'), ['--config', '.dependency-cruiser.mjs', ...FOLDERS]),
  },
  { name: 'Unused code', run: () => run(tool('knip'), []) },
  { name: 'Types of the servers', run: () => run(tool('tsc'), ['-p', 'tsconfig.json']) },
  {
    name: 'Types of the client',
    run: () => run(tool('tsc'), ['-p', 'apps/client/tsconfig.json']),
  },
  { name: 'Generated documents', run: checkDocuments },
];

async function checkDocuments(): Promise<number | string> {
  const script = join('scripts', 'docs.ts');
  if (!existsSync(join(ROOT, script))) return 'scripts/docs.ts, which makes them, is not there.';
  return run(process.execPath, [script, '--check']);
}
