/**
 * `npm start`: makes sure of everything that is needed, then runs SilkConsult on this machine
 * until Ctrl-C. `npm start -- --lan` serves it to the local network over HTTPS.
 */

import { fileURLToPath } from 'node:url';
import { goOn } from './go-on.mjs';
import { setUp } from './setup.mjs';

const { node, env, missing, canGoOn } = await setUp({ forTests: false });

for (const sentence of missing) console.log(sentence);

if (canGoOn) {
  goOn(node, fileURLToPath(new URL('start/main.ts', import.meta.url)), {
    ...env,
    STARTED_AT: `${performance.timeOrigin}`,
  });
} else {
  process.exitCode = 1;
}
