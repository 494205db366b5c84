import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Language } from '@silkconsult/protocol';
import { selfTestSpeech, selfTestVoiceDetector } from '../audio/vad.ts';
import { BUILT_IN } from '../config/readSpeechConfig.ts';
import type { EngineConfig, SpeechConfig } from '../config/schema.ts';
import { isRemote } from '../onPremises.ts';
import { PocketsphinxRecognizer } from '../recognizers/pocketsphinx.ts';
import type { Recognizer } from '../recognizers/recognizer.ts';
import { funasr } from '../recognizers/remote/funasr.ts';
import { LiveServerRecognizer } from '../recognizers/remote/liveServer.ts';
import { TranscriptionsRecognizer } from '../recognizers/remote/openaiTranscriptions.ts';
import { VOSK } from '../recognizers/remote/vosk.ts';
import { SherpaOfflineRecognizer } from '../recognizers/sherpa/offline.ts';
import { SherpaOnlineRecognizer } from '../recognizers/sherpa/online.ts';
import { findSphinxModel } from '../recognizers/sphinxModel.ts';
import type { HostOptions } from './messages.ts';

export interface Engines {
  recognizers: readonly Recognizer[];
  /** What does not work and why, in words for the log. */
  missing: readonly string[];
}

/** What is likely to be said, for the engines that can be told. */
export interface ExpectedSpeech {
  /** English sentences, as lower-case words. */
  english: readonly (readonly string[])[];
  /** Words of a language. */
  hotwords(language: Language): readonly string[];
}

const NOTHING_EXPECTED: ExpectedSpeech = { english: [], hotwords: () => [] };
const NO_CONFIG: SpeechConfig = { engines: {}, remoteHosts: [], speech: {} };

/**
 * The speech engines that work here. Never rejects: an engine that does not work is told of, and
 * its languages can still be typed. None takes the place of another.
 *
 * @param expected what the engines may expect to hear.
 */
export async function openEngines(
  options: HostOptions,
  expected: ExpectedSpeech = NOTHING_EXPECTED,
): Promise<Engines> {
  if (!options.speech)
    return { recognizers: [], missing: ['switched off after repeated failures'] };
  if (!selfTestVoiceDetector()) {
    return { recognizers: [], missing: ['the voice detector did not hear its test speech'] };
  }
  const { engines, speech } = options.config ?? NO_CONFIG;
  const opening: (() => Promise<Recognizer>)[] = [];
  if ((speech.en ?? BUILT_IN.english) === BUILT_IN.english) {
    opening.push(() => openEnglish(options.modelsDir, expected.english));
  }
  for (const [id, engine] of Object.entries(engines)) {
    const languages = (Object.keys(speech) as Language[]).filter((code) => speech[code] === id);
    opening.push(() => openConfigured(id, engine, { languages, expected }));
  }
  const recognizers: Recognizer[] = [];
  const missing: string[] = [];
  // One after the other: two large models at once might be more than there is memory.
  for (const open of opening) {
    try {
      recognizers.push(await open());
    } catch (error) {
      missing.push(error instanceof Error ? error.message : 'an engine does not load');
    }
  }
  return { recognizers, missing };
}

async function openEnglish(
  modelsDir: string | undefined,
  expected: readonly (readonly string[])[],
): Promise<Recognizer> {
  const model = findSphinxModel(modelsDir);
  if (!model) throw new Error('the English model (Debian: pocketsphinx-en-us) is not there');
  const warmUp = selfTestSpeech();
  return PocketsphinxRecognizer.create({ model, warmUp, expected }).catch(() => {
    throw new Error('pocketsphinx (Debian: libpocketsphinx3) does not load');
  });
}

async function openConfigured(
  id: string,
  engine: EngineConfig,
  { languages, expected }: { languages: readonly Language[]; expected: ExpectedSpeech },
): Promise<Recognizer> {
  if ('folder' in engine) {
    const { folder, threads, modelingUnit: unit } = engine;
    const words = languages.flatMap((language) => expected.hotwords(language));
    const hotwords = unit && { unit, words };
    // So many decodes that every core has one, whatever threads each of them takes.
    const places = Math.max(1, Math.floor(availableParallelism() / threads));
    if (engine.type === 'sherpa-online') {
      const model = { family: engine.family, folder, threads, hotwords };
      return SherpaOnlineRecognizer.create({ id, model, languages, decoders: places });
    }
    const model = { family: engine.family, folder, threads, hotwords };
    return SherpaOfflineRecognizer.create({ id, model, languages, places });
  }
  const { url, keyFile, parallel, deadlineMs } = engine;
  const key = keyFile === undefined ? undefined : await keyIn(keyFile);
  const server = { id, url, languages, remote: isRemote(engine), parallel, deadlineMs, key };
  switch (engine.type) {
    case 'openai-transcriptions':
      return new TranscriptionsRecognizer({ ...server, model: engine.model });
    case 'vosk-ws':
      return new LiveServerRecognizer({ ...server, protocol: VOSK });
    case 'funasr-ws':
      return new LiveServerRecognizer({ ...server, protocol: funasr(engine) });
  }
}

function keyIn(file: string): Promise<string> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => {
      throw new Error(`the key file ${file} cannot be read`);
    },
  );
}
