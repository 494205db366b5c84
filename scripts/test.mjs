/**
 * `npm test`: every check there is, with one line of numbers at the end.
 * `npm test -- PATTERN` runs only the jest tests whose path matches.
 */

import { fileURLToPath } from 'node:url';
import { goOn } from './go-on.mjs';
import { setUp } from './setup.mjs';

const { node, env, missing, canGoOn } = await setUp({ forTests: true });

if (canGoOn) {
  const main = fileURLToPath(new URL('test/main.ts', import.meta.url));
  goOn(node, main, { ...env, SET_UP_MISSING: missing.join('\n') });
} else {
  for (const sentence of missing) console.log(sentence);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
