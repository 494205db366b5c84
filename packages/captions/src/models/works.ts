import { modelWorks } from '../recognizers/sherpa/check.ts';
import { offlineConfig } from '../recognizers/sherpa/modelFolder.ts';
import type { CatalogueModel } from './catalogue.ts';
import { InstallError } from './problem.ts';

/**
 * Lets a child process load the model, which may die of it.
 *
 * @throws InstallError when it does not load.
 */
export async function checkWorks({ family, languages }: CatalogueModel, folder: string) {
  const [language = 'en'] = languages;
  const config = offlineConfig({ family, folder, threads: 1 }, language);
  if (!(await modelWorks({ kind: 'offline', config })))
    throw new InstallError(
      `The files are complete, but sherpa-onnx cannot load them as ${family} on this machine (is there memory enough?): not installed. Run this again to try once more.`,
    );
}
