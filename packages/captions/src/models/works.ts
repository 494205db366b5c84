import { type ModelToTry, modelWorks } from '../recognizers/sherpa/check.ts';
import { offlineConfig, onlineConfig } from '../recognizers/sherpa/modelFolder.ts';
import type { CatalogueModel } from './catalogue.ts';
import { InstallError } from './problem.ts';

/**
 * Lets a child process load the model, which may die of it.
 *
 * @throws InstallError when it does not load.
 */
export async function checkWorks(model: CatalogueModel, folder: string): Promise<void> {
  if (await modelWorks(toTry(model, folder))) return;
  throw new InstallError(
    `The files are complete, but sherpa-onnx cannot load them as ${model.engine.family} on this machine (is there memory enough?): not installed. Run this again to try once more.`,
  );
}

function toTry({ engine, languages }: CatalogueModel, folder: string): ModelToTry {
  if (engine.type === 'sherpa-online') {
    const config = onlineConfig({ family: engine.family, folder, threads: 1 });
    return { kind: 'online', config };
  }
  const [language = 'en'] = languages;
  const config = offlineConfig({ family: engine.family, folder, threads: 1 }, language);
  return { kind: 'offline', config };
}
