import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SpeechConfig } from './schema.ts';
import { speechConfigSchema } from './schema.ts';

/** Engines that need no definition: pocketsphinx for English, and none at all. */
export const BUILT_IN = { english: 'pocketsphinx', none: 'typed' } as const;
const BUILT_IN_NAMES: readonly string[] = Object.values(BUILT_IN);

/** A configuration that cannot work. Its message is for the person who installs: a sentence a line. */
export class SpeechConfigError extends Error {
  override readonly name = 'SpeechConfigError';
}

/**
 * The file of speech engines: valid, free of contradictions, and frozen.
 *
 * @throws SpeechConfigError
 */
export function readSpeechConfig(path: string): SpeechConfig {
  const parsed = speechConfigSchema.safeParse(jsonOf(path));
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      (issue) => `${[path, ...issue.path.map(String)].join(' → ')}: ${issue.message}.`,
    );
    throw new SpeechConfigError(sentences.join('\n'));
  }
  const config = parsed.data;
  const complaints = contradictions(config).map((sentence) => `${path}: ${sentence}`);
  if (complaints.length > 0) throw new SpeechConfigError(complaints.join('\n'));
  for (const engine of Object.values(config.engines)) {
    engine.folder = resolve(dirname(path), engine.folder);
    Object.freeze(engine);
  }
  Object.freeze(config.engines);
  Object.freeze(config.speech);
  return Object.freeze(config);
}

function jsonOf(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new SpeechConfigError(`${path} cannot be read: name a file that is there.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new SpeechConfigError(`${path} is not valid JSON.`);
  }
}

function contradictions({ engines, speech }: SpeechConfig): string[] {
  const complaints: string[] = [];
  const named = new Set(Object.values(speech));
  for (const [language, name] of Object.entries(speech)) {
    if (name === BUILT_IN.english && language !== 'en') {
      complaints.push(`speech.${language} cannot be "${name}": it hears English only.`);
    }
    if (!BUILT_IN_NAMES.includes(name) && !Object.hasOwn(engines, name)) {
      const known = [...Object.keys(engines), ...BUILT_IN_NAMES].join(', ');
      complaints.push(`speech.${language} names "${name}", but the engines are: ${known}.`);
    }
  }
  for (const name of Object.keys(engines)) {
    if (BUILT_IN_NAMES.includes(name)) {
      complaints.push(`engines.${name} has a name that is taken: choose another one.`);
    } else if (!named.has(name)) {
      complaints.push(`engines.${name} hears no language: name it under "speech", or remove it.`);
    }
  }
  return complaints;
}
