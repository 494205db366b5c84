import type { Catalogue, CatalogueModel } from '../models/catalogue.ts';
import { type InstallOptions, install } from '../models/install.ts';
import { InstallError } from '../models/problem.ts';

/** Installs a model of the catalogue, and says what to write where. */
export async function installModel(
  name: string,
  { models, recommended }: Catalogue,
  options: InstallOptions,
): Promise<void> {
  const model = Object.hasOwn(models, name) ? models[name] : undefined;
  if (!model)
    throw new InstallError(
      `${name} is no model of the catalogue: ${Object.keys(models).join(', ')}.`,
    );
  const { say } = options;
  if (options.from === undefined) say(`${model.title}. Licence: ${model.licence}`);
  const folder = await install(name, model, options).catch((error) => {
    if (error instanceof InstallError && error.unreachable)
      for (const line of byHand(name, model)) say(line);
    throw error;
  });
  const best = model.languages.filter((code) => recommended[code]?.[0] === name);
  const languages = best.length > 0 ? best : model.languages;
  say(`${name} is in ${folder}. For the file that CAPTION_SPEECH_FILE names:`);
  const engine = { ...model.engine, folder };
  const speech = Object.fromEntries(languages.map((code) => [code, name]));
  say(JSON.stringify({ engines: { [name]: engine }, speech }, null, 2));
}

/** What to do on a machine that has no way to the publisher. */
function byHand(name: string, { files, archive }: CatalogueModel): string[] {
  const urls = files.flatMap(({ url }) => url ?? []);
  return [
    'Without internet here: on a machine that has it fetch',
    ...(urls.length === files.length ? urls : []).map((url) => `  ${url}`),
    ...(archive ? [`${urls.length === files.length ? 'or ' : '  '}${archive.url}`] : []),
    'copy the files into one folder of this machine (or the archive, as it is), and run here',
    `  npm run captions -- install ${name} --from FOLDER_OR_ARCHIVE`,
  ];
}
