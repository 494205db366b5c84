import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The three files that make one language of pocketsphinx. */
export interface SphinxModel {
  /** Folder of the acoustic model. */
  acoustic: string;
  /** File of the language model. */
  language: string;
  /** File of the pronunciation dictionary. */
  dictionary: string;
}

/** Where distributions put pocketsphinx's models. */
const MODEL_FOLDERS = [
  '/usr/share/pocketsphinx/model',
  '/usr/local/share/pocketsphinx/model',
  '/opt/homebrew/share/pocketsphinx/model',
];

/**
 * The English model, or undefined where it is not installed.
 *
 * @param modelsDir a folder that holds `en-us/` and is searched *instead of* the system's folders.
 */
export function findSphinxModel(modelsDir?: string): SphinxModel | undefined {
  for (const folder of modelsDir === undefined ? MODEL_FOLDERS : [modelsDir]) {
    const model = {
      acoustic: join(folder, 'en-us', 'en-us'),
      language: join(folder, 'en-us', 'en-us.lm.bin'),
      dictionary: join(folder, 'en-us', 'cmudict-en-us.dict'),
    };
    if (Object.values(model).every((path) => existsSync(path))) return model;
  }
  return undefined;
}
