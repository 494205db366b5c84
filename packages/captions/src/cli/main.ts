/** `npm run captions -- list | check | install NAME | try FILE.wav LANGUAGE`. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGE_CODES, languageSchema } from '@silkconsult/protocol';
import { readSpeechConfig, SpeechConfigError } from '../config/readSpeechConfig.ts';
import type { Engines } from '../host/engines.ts';
import { openEngines } from '../host/engines.ts';
import { CatalogueError, readCatalogue } from '../models/catalogue.ts';
import { readTranslationPlan, TranslationPlanError } from '../translators/plan.ts';
import { installModel } from './installModel.ts';
import { listModels } from './listModels.ts';
import { progressBar } from './progressBar.ts';
import { hearFile, samplesOf } from './tryFile.ts';

const USAGE = `npm run captions -- list                   says what is recommended, installed and in use
npm run captions -- install NAME           fetches a model, tries it, and says how to use it
    --from FOLDER_OR_ARCHIVE               takes it from what was copied here
    --mirror URL                           fetches it from there instead of the publisher
    --archive                              fetches it as an archive, where there is one
    --into FOLDER                          puts it there instead of data/models (list looks there too)
npm run captions -- check                  loads every speech engine, and says which work;
                                           reads the routes of CAPTION_TRANSLATION_FILE
npm run captions -- try FILE.wav LANGUAGE  lets the engine of a language hear a file

The engines are those of the file that CAPTION_SPEECH_FILE names. Models of your own can be
added to the list in a file that CAPTION_CATALOGUE_FILE names (docs/captions.md).`;

const OPTIONS = {
  from: { type: 'string' },
  mirror: { type: 'string' },
  archive: { type: 'boolean', default: false },
  into: { type: 'string' },
} as const;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

function engineOf({ recognizers }: Engines, language: string) {
  return recognizers.find(({ languages }) => (languages as readonly string[]).includes(language));
}

function check(engines: Engines): void {
  for (const language of LANGUAGE_CODES) {
    const engine = engineOf(engines, language);
    const outside = engine?.remote ? ', outside the hospital: only of speakers who let it' : '';
    say(`${language.padEnd(6)} ${engine ? `${engine.id}${outside}` : 'typed'}`);
  }
  for (const reason of engines.missing) complain(`Does not work: ${reason}.`);
  if (engines.missing.length > 0) process.exitCode = 1;
}

/** The routes of machine translation, which were checked by being read. */
function checkTranslation(): void {
  const file = process.env.CAPTION_TRANSLATION_FILE;
  if (!file) {
    say('Machine translation: none (CAPTION_TRANSLATION_FILE)');
    return;
  }
  const { engines, routes } = readTranslationPlan(file);
  for (const { from, to, engine, via } of routes) {
    const outside = engines[engine]?.remote ? ', outside the hospital' : '';
    say(`${from} → ${via ? `${via} → ` : ''}${to}: ${engine}${outside}`);
  }
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

async function withEngines(use: (engines: Engines) => unknown): Promise<void> {
  const file = process.env.CAPTION_SPEECH_FILE;
  const config = file ? readSpeechConfig(file) : undefined;
  const modelsDir = process.env.CAPTION_MODELS_DIR || undefined;
  const engines = await openEngines({ speech: true, config, modelsDir });
  try {
    await use(engines);
  } finally {
    await Promise.all(engines.recognizers.map((recognizer) => recognizer.close()));
  }
}

/** Ends at Ctrl-C between two pieces, so that what has come can be gone on with. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort(new Error('Interrupted. Run it again: it goes on.'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return controller.signal;
}

async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    ...{ args: [...args], options: OPTIONS, allowPositionals: true },
  });
  const [command, first, second] = positionals;
  const { into = join(process.env.DATA_DIR || 'data', 'models'), ...how } = values;
  const modelsDir = resolve(into);
  const catalogue = () => readCatalogue(process.env.CAPTION_CATALOGUE_FILE || undefined);
  if (command === 'list') {
    const file = process.env.CAPTION_SPEECH_FILE;
    const config = file ? readSpeechConfig(file) : { speech: {} };
    for (const line of await listModels(catalogue(), config, modelsDir)) say(line);
  } else if (command === 'install' && first) {
    const options = { ...how, modelsDir, say, signal: untilInterrupted() };
    const progress = progressBar(process.stdout);
    await installModel(first, catalogue(), { ...options, progress }).finally(() => {
      // What comes next must not stand behind half a bar.
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
    });
  } else if (command === 'check') {
    await withEngines(check);
    checkTranslation();
  } else if (command === 'try' && first && second) {
    await withEngines((engines) => tryFile(engines, first, second));
  } else {
    complain(USAGE);
    process.exitCode = 2;
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  complain(error instanceof Error ? error.message : 'this did not work');
  const misconfigured = [SpeechConfigError, CatalogueError, TranslationPlanError];
  process.exitCode = misconfigured.some((kind) => error instanceof kind) ? 78 : 1;
}
