import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isRemote } from '../onPremises.ts';
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
  const absolute = (file: string) => resolve(dirname(path), file);
  for (const engine of Object.values(config.engines)) {
    if ('folder' in engine) engine.folder = absolute(engine.folder);
    else if (engine.keyFile) engine.keyFile = absolute(engine.keyFile);
    Object.freeze(engine);
  }
  Object.freeze(config.engines);
  Object.freeze(config.remoteHosts);
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

function contradictions(config: SpeechConfig): string[] {
  const { engines, speech } = config;
  const complaints = forbiddenHosts(config);
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
  for (const [name, engine] of Object.entries(engines)) {
    if ('folder' in engine && engine.modelingUnit && engine.family !== 'transducer') {
      complaints.push(
        `engines.${name} has a modelingUnit, but of sherpa's families only transducer is told what to expect.`,
      );
    }
    if (BUILT_IN_NAMES.includes(name)) {
      complaints.push(`engines.${name} has a name that is taken: choose another one.`);
    } else if (!named.has(name)) {
      complaints.push(`engines.${name} hears no language: name it under "speech", or remove it.`);
    }
  }
  return complaints;
}

/** Sound stays in the hospital, or goes to a host that somebody allowed by name. */
function forbiddenHosts({ engines, remoteHosts }: SpeechConfig): string[] {
  const complaints: string[] = [];
  const used = new Set<string>();
  for (const [name, engine] of Object.entries(engines)) {
    if (!('url' in engine)) continue;
    const { hostname, username, password } = new URL(engine.url);
    if (username || password) {
      complaints.push(`engines.${name} has a password in its url: put the key into a keyFile.`);
    }
    if (!isRemote(engine)) continue;
    used.add(hostname);
    if (!remoteHosts.includes(hostname)) {
      complaints.push(
        `engines.${name} would send sound to ${hostname}, outside this hospital as far as can be seen: add it to "remoteHosts" (sound then goes there of speakers who let it), or say "onPremises": true if the machine is yours.`,
      );
    }
  }
  for (const host of remoteHosts) {
    if (!used.has(host))
      complaints.push(
        `remoteHosts allows ${host}, but no engine is there, or it is in the hospital.`,
      );
  }
  return complaints;
}
