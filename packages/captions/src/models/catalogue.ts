import { readFileSync } from 'node:fs';
import type { Language } from '@silkconsult/protocol';
import { languageSchema } from '@silkconsult/protocol';
import { z } from 'zod';
import { OFFLINE_FAMILY_NAMES, ONLINE_FAMILY_NAMES } from '../recognizers/sherpa/families.ts';

const OURS = new URL('../../data/models.json', import.meta.url);

const text = z.string().trim().min(1);
const address = z.url({ protocol: /^https?$/, error: 'must start with http:// or https://' });
const modelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'takes small letters, digits and hyphens' });

/** What is known of a file. A hash that nobody could check is left out: it is recorded at first use. */
const known = {
  bytes: z.int().positive().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'is 64 hexadecimal digits' })
    .optional(),
};

const modelSchema = z
  .strictObject({
    title: text,
    /** As the file of speech engines names it. */
    engine: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('sherpa'), family: z.enum(OFFLINE_FAMILY_NAMES) }),
      z.strictObject({ type: z.literal('sherpa-online'), family: z.enum(ONLINE_FAMILY_NAMES) }),
    ]),
    languages: z.array(languageSchema).min(1),
    licence: text,
    /** Where its publisher tells of it. */
    page: address,
    note: text.optional(),
    /** What the folder of the installed model holds. */
    files: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, { error: 'is a plain file name' }),
          url: address.optional(),
          ...known,
        }),
      )
      .min(1),
    /** A tar archive that has the files, in whatever folder. */
    archive: z.strictObject({ url: address, ...known }).optional(),
  })
  .refine(({ files, archive }) => archive || files.every(({ url }) => url), {
    error: 'needs an archive, or a url for each of its files',
  });

const catalogueSchema = z.strictObject({
  models: z.record(modelName, modelSchema),
  /** Language → models, the best first. */
  recommended: z.partialRecord(languageSchema, z.array(modelName).min(1)).default({}),
  /** What is not a model folder of sherpa-onnx, and how to come by it. */
  elsewhere: z.array(z.strictObject({ title: text, how: text })).default([]),
});

export type CatalogueModel = z.output<typeof modelSchema>;
export type CatalogueFile = CatalogueModel['files'][number];
export type Catalogue = z.output<typeof catalogueSchema>;

/** A catalogue that cannot work. Its message has one sentence for each fault. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/**
 * The models that we recommend, and those of an operator's own file. What the operator recommends
 * comes first.
 *
 * @throws CatalogueError
 */
export function readCatalogue(operatorsFile?: string): Catalogue {
  const ours = parse(readFileSync(OURS, 'utf8'), 'data/models.json');
  if (operatorsFile === undefined) return checked(ours, 'data/models.json');
  const theirs = parse(read(operatorsFile), operatorsFile);
  for (const name of Object.keys(theirs.models)) {
    if (Object.hasOwn(ours.models, name))
      throw new CatalogueError(`${operatorsFile}: the name ${name} is taken, choose another one.`);
  }
  const recommended = { ...ours.recommended };
  for (const [language, names] of Object.entries(theirs.recommended)) {
    const code = language as Language;
    recommended[code] = [...new Set([...names, ...(ours.recommended[code] ?? [])])];
  }
  const models = { ...ours.models, ...theirs.models };
  const elsewhere = [...ours.elsewhere, ...theirs.elsewhere];
  return checked({ models, recommended, elsewhere }, operatorsFile);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CatalogueError(`${path} cannot be read: name a file that is there.`);
  }
}

function parse(json: string, path: string): Catalogue {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    throw new CatalogueError(`${path} is not valid JSON.`);
  }
  const parsed = catalogueSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(
    (issue) => `${[path, ...issue.path.map(String)].join(' → ')}: ${issue.message}.`,
  );
  throw new CatalogueError(sentences.join('\n'));
}

function checked(catalogue: Catalogue, path: string): Catalogue {
  const faults = Object.entries(catalogue.recommended).flatMap(([language, names]) =>
    names.flatMap((name) => {
      const model = catalogue.models[name];
      if (!model) return [`${path}: recommended.${language} names ${name}, which is not there.`];
      if (!(model.languages as string[]).includes(language))
        return [`${path}: ${name} is recommended for ${language}, which it does not hear.`];
      return [];
    }),
  );
  if (faults.length > 0) throw new CatalogueError(faults.join('\n'));
  return catalogue;
}
