/** `npm run captions -- check` and `npm run captions -- try FILE.wav LANGUAGE`. */
import { readFile } from 'node:fs/promises';
import { LANGUAGE_CODES, languageSchema } from '@silkconsult/protocol';
import { readSpeechConfig, SpeechConfigError } from '../config/readSpeechConfig.ts';
import type { Engines } from '../host/engines.ts';
import { openEngines } from '../host/engines.ts';
import { hearFile, samplesOf } from './tryFile.ts';

const USAGE = `npm run captions -- check                  loads every speech engine, and says which work
npm run captions -- try FILE.wav LANGUAGE  lets the engine of a language hear a file

The engines are those of the file that CAPTION_SPEECH_FILE names (docs/captions.md).`;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

function engineOf({ recognizers }: Engines, language: string) {
  return recognizers.find(({ languages }) => (languages as readonly string[]).includes(language));
}

function check(engines: Engines): void {
  for (const language of LANGUAGE_CODES) {
    const engine = engineOf(engines, language);
    const outside = engine?.remote ? ', outside the hospital: only in rooms that consented' : '';
    say(`${language.padEnd(6)} ${engine ? `${engine.id}${outside}` : 'typed'}`);
  }
  for (const reason of engines.missing) complain(`Does not work: ${reason}.`);
  if (engines.missing.length > 0) process.exitCode = 1;
}

async function tryFile(engines: Engines, path: string, code: string): Promise<void> {
  const language = languageSchema.safeParse(code).data;
  if (!language) throw new Error(`the languages are: ${LANGUAGE_CODES.join(', ')}`);
  const engine = engineOf(engines, language);
  if (!engine) throw new Error(`${language} has no engine that works: see "check"`);
  if (engine.remote) throw new Error(`${engine.id} is outside the hospital: no file is sent there`);
  const samples = samplesOf(await readFile(path));
  const startedMs = performance.now();
  const heard = await hearFile(engine, language, samples);
  const seconds = (performance.now() - startedMs) / 1000;
  if (!heard || heard.gap) throw new Error(`${engine.id} gave no answer`);
  const factor = seconds / Math.max(0.001, samples.length / 16_000);
  say(heard.text === '' ? '(nothing heard)' : heard.text);
  say(`${engine.id}: ${seconds.toFixed(2)} s, ${factor.toFixed(2)} of real time`);
}

async function run([command, path, language]: readonly string[]): Promise<void> {
  const known = command === 'check' || (command === 'try' && path && language);
  if (!known) {
    complain(USAGE);
    process.exitCode = 2;
    return;
  }
  const file = process.env.CAPTION_SPEECH_FILE;
  const config = file ? readSpeechConfig(file) : undefined;
  const modelsDir = process.env.CAPTION_MODELS_DIR || undefined;
  const engines = await openEngines({ speech: true, config, modelsDir }, []);
  try {
    if (command === 'check') check(engines);
    else await tryFile(engines, path ?? '', language ?? '');
  } finally {
    await Promise.all(engines.recognizers.map((recognizer) => recognizer.close()));
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  complain(error instanceof Error ? error.message : 'this did not work');
  process.exitCode = error instanceof SpeechConfigError ? 78 : 1;
}
