import { LANGUAGE_CODES, LANGUAGES } from '@silkconsult/protocol';
import type { SpeechConfig } from '../config/schema.ts';
import type { Catalogue, CatalogueModel } from '../models/catalogue.ts';
import { isInstalled, megabytes } from '../models/install.ts';

/** What is recommended for each language, what of it is installed, and what hears it now. */
export async function listModels(
  { models, recommended, elsewhere }: Catalogue,
  { speech }: Pick<SpeechConfig, 'speech'>,
  modelsDir: string,
): Promise<string[]> {
  const installed = new Set<string>();
  for (const [name, model] of Object.entries(models)) {
    if (await isInstalled(modelsDir, name, model)) installed.add(name);
  }
  const languages = LANGUAGE_CODES.flatMap((code) => [
    `${code.padEnd(6)} ${LANGUAGES[code].english}: ${speech[code] ?? (code === 'en' ? 'pocketsphinx' : 'typed')}`,
    ...(recommended[code] ?? []).map(
      (name, n) =>
        `         ${n === 0 ? 'recommended' : 'or         '} ${name.padEnd(20)} ${installed.has(name) ? 'installed' : 'not installed'}`,
    ),
  ]);
  const about = Object.entries(models).flatMap(([name, model]) => [
    `${name.padEnd(20)} ${model.title}, ${sizeOf(model)}, ${model.languages.join(' ')}`,
    `                     licence ${model.licence}`,
    `                     ${model.page}`,
    ...(model.note ? [`                     ${model.note}`] : []),
  ]);
  return [
    'Language, and what hears it now',
    ...languages,
    '',
    `Models (npm run captions -- install NAME puts one into ${modelsDir})`,
    ...about,
    '',
    'Not installed from here',
    ...elsewhere.map(({ title, how }) => `${title}: ${how}`),
  ];
}

function sizeOf({ files }: CatalogueModel): string {
  const sizes = files.map(({ bytes }) => bytes);
  if (sizes.includes(undefined)) return 'size unknown';
  return megabytes(sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0));
}
