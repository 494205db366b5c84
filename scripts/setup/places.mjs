import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What set-up obtains lives here, outside the checkout, so that a second clone starts at once. */
export const CACHE = process.env.SILKCONSULT_CACHE || join(homedir(), '.cache', 'silkconsult');

/** The output of every command that set-up runs, one file per step. */
export const LOGS = join(CACHE, 'logs');
