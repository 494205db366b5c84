/**
 * `npm start`: makes sure of everything that is needed, then runs SilkConsult on this machine
 * until Ctrl-C. `npm start -- --lan` serves it to the local network over HTTPS.
 */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { goOn } from './go-on.mjs';
import { CACHE } from './setup/places.mjs';
import { setUp } from './setup.mjs';

const { node, env, missing, canGoOn } = await setUp({ forTests: false });

for (const sentence of missing) console.log(sentence);

if (canGoOn) {
  goOn(node, fileURLToPath(new URL('start/main.ts', import.meta.url)), {
    // Node keeps what it compiled, which makes the next start about a sixth shorter.
    NODE_COMPILE_CACHE: join(CACHE, 'compiled'),
    ...env,
    STARTED_AT: `${performance.timeOrigin}`,
  });
} else {
  process.exitCode = 1;
}
