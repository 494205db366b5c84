/**
 * Writes the documents that are made from code: docs/configuration.md, docs/protocol.md and
 * docs/errors.md. `npm run docs` writes them; `npm run docs -- --check` fails when one is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { configurationDocument } from './docs/configuration.ts';
import { errorsDocument } from './docs/errors.ts';
import { protocolDocument } from './docs/protocol.ts';

const documents: Record<string, () => string> = {
  'docs/configuration.md': configurationDocument,
  'docs/protocol.md': protocolDocument,
  'docs/errors.md': errorsDocument,
};

const checking = process.argv.includes('--check');
const stale: string[] = [];

for (const [path, make] of Object.entries(documents)) {
  const target = new URL(`../${path}`, import.meta.url);
  const text = make();
  if ((await readFile(target, 'utf8').catch(() => '')) === text) continue;
  if (checking) stale.push(path);
  else {
    await writeFile(target, text);
    console.log(`Wrote ${path}.`);
  }
}

if (stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run "npm run docs" and commit the result.`);
  process.exit(1);
}
