import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installSystemPackages } from '../system-packages.mjs';

const PACKAGES = ['pocketsphinx', 'pocketsphinx-en-us'];
const LIBRARY_FOLDERS = ['/usr/lib', '/usr/local/lib', '/opt/homebrew/lib'];
const MODEL_FOLDERS = ['/usr/share', '/usr/local/share', '/opt/homebrew/share'];

/** @type {import('../run-steps.mjs').Step} */
export const speechEngine = {
  name: 'Speech engine',
  why: 'PocketSphinx, which recognises spoken English for the captions',
  duration: 'about 20 seconds',
  byHand: `sudo apt-get install ${PACKAGES.join(' ')}`,
  without: 'Speech is not recognised, so captions can only be typed.',
  isDone: () => hasLibrary() && hasEnglishModel(),
  run: (log) => installSystemPackages(PACKAGES, log),
};

function hasLibrary() {
  return LIBRARY_FOLDERS.some((folder) =>
    [folder, ...multiarchFolders(folder)].some((place) =>
      ['libpocketsphinx.so.3', 'libpocketsphinx.dylib'].some((name) =>
        existsSync(join(place, name)),
      ),
    ),
  );
}

function hasEnglishModel() {
  return MODEL_FOLDERS.some((folder) => existsSync(join(folder, 'pocketsphinx/model/en-us/en-us')));
}

/** @param {string} folder such as /usr/lib, where Debian has /usr/lib/x86_64-linux-gnu */
function multiarchFolders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('-linux-gnu'))
    .map((name) => join(folder, name));
}
