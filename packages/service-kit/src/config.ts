import { z } from 'zod';

/** One setting: what it is for (docs/configuration.md is made from this) and how it is parsed. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  schema: S;
  /** One sentence for the person who installs the platform. */
  description: string;
  /** Shown in the docs as the default where the schema's own is computed. */
  defaultText?: string;
  /** Never printed, never logged. */
  secret?: boolean;
}

export type Settings = Record<string, Setting>;
export type Config<S extends Settings> = Readonly<{ [K in keyof S]: z.output<S[K]['schema']> }>;

/** The exit code of a process that was configured wrongly (sysexits' EX_CONFIG): no restart helps. */
export const EXIT_CONFIG = 78;

/** A configuration that cannot work. Its message is the sentence for the person who installs. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Declares a setting; the generics keep the parsed type. */
export function setting<S extends z.ZodType>(
  schema: S,
  description: string,
  extra: Pick<Setting, 'defaultText' | 'secret'> = {},
): Setting<S> {
  return { schema, description, ...extra };
}

/**
 * Environment → typed, frozen configuration. Empty variables count as unset.
 *
 * @throws ConfigError with one sentence per setting that does not parse or contradicts another.
 */
export function readConfig<S extends Settings>(
  settings: S,
  env: NodeJS.ProcessEnv,
  contradictions: (config: Config<S>) => string[] = () => [],
): Config<S> {
  const values: Record<string, unknown> = {};
  const complaints: string[] = [];
  for (const [name, { schema }] of Object.entries(settings)) {
    const parsed = schema.safeParse(env[name] === '' ? undefined : env[name]);
    if (parsed.success) values[name] = parsed.data;
    else
      complaints.push(`${name}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}.`);
  }
  if (complaints.length === 0) complaints.push(...contradictions(values as Config<S>));
  if (complaints.length > 0) throw new ConfigError(complaints.join('\n'));
  return Object.freeze(values) as Config<S>;
}

const PORT_RULE = 'must be a port, a number from 0 to 65535';

/** Parsers for the usual kinds of settings. */
export const settingTypes = {
  port: (fallback: number) =>
    z
      .string()
      .regex(/^\d{1,5}$/, { error: PORT_RULE })
      .transform(Number)
      .refine((port) => port <= 65_535, { error: PORT_RULE })
      .default(fallback),
  flag: z
    .enum(['0', '1', 'true', 'false'], { error: 'say true or false' })
    .transform((value) => value === '1' || value === 'true'),
  url: (protocols: readonly string[]) =>
    z.url({
      protocol: new RegExp(`^(${protocols.join('|')})$`),
      error: `must be a URL that starts with ${protocols.map((p) => `${p}://`).join(' or ')}`,
    }),
  text: z.string().trim().min(1),
};
