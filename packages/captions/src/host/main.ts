/** The captions host: a process of its own, so that no model and no codec can harm the calls. */

import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { FaultyWordingError } from '../phrasebook/fault.ts';
import { openRoutes } from '../translators/openRoutes.ts';
import { openEngines } from './engines.ts';
import { Host } from './host.ts';
import { type Knowledge, loadKnowledge } from './knowledge.ts';
import type { FromHost, HostOptions, ToHost } from './messages.ts';
import { Rooms } from './rooms.ts';

const TICK_MS = 20;
const ALIVE_EVERY_MS = 500;

const post = (message: FromHost) => {
  if (process.connected) process.send?.(message);
};

function fail(error: unknown): never {
  // Names and places only: a message might quote what was said.
  const name = error instanceof Error ? error.name : typeof error;
  const at = error instanceof Error ? error.stack?.split('\n').find((l) => /^\s+at /.test(l)) : '';
  post({
    type: 'log',
    level: 'error',
    fields: { code: name, reason: at?.trim() },
    message: 'captions host failed',
  });
  process.exit(1);
}

interface Running {
  host: Host;
  knowledge: Knowledge;
}

async function start(options: HostOptions): Promise<Running> {
  const knowledge = loadKnowledge();
  // Large models take their time; a silent process would be taken for one that hangs.
  const loading = setInterval(() => post({ type: 'loading' }), ALIVE_EVERY_MS);
  const { recognizers, missing } = await openEngines(options, {
    english: knowledge.expectedEnglish,
    hotwords: (language) => knowledge.consultTerms.hotwords(language),
  });
  clearInterval(loading);
  for (const reason of missing) {
    post({
      type: 'log',
      level: 'warn',
      fields: { reason },
      message: 'no speech engine: captions can be typed',
    });
  }
  const routes = options.translation
    ? openRoutes(options.translation, knowledge, {
        measured: (measured) => post({ type: 'translationMeasured', measured }),
        breakerChanged: (changed) => post({ type: 'breakerChanged', changed }),
      })
    : [];
  const rooms = new Rooms({
    ...knowledge,
    translators: [...knowledge.translators, ...routes],
    post: (segment) => {
      knowledge.consultTerms.hear(segment);
      post({ type: 'segment', segment });
    },
  });
  const host = new Host(rooms, recognizers, knowledge.phrases, {
    terms: knowledge.consultTerms,
    doubts: {
      otherLanguages: knowledge.otherLanguages,
      doubted: ({ roomId, speakerId, language: listening }, { language }) =>
        post({ type: 'languageDoubted', doubted: { roomId, speakerId, listening, language } }),
    },
  });
  // After this turn's messages: on a busy machine the packets that a timer misses are already here.
  setInterval(() => setImmediate(() => host.tick(Date.now())), TICK_MS);
  setInterval(() => post({ type: 'alive', engines: host.look(Date.now()) }), ALIVE_EVERY_MS);
  post({ type: 'ready', speech: host.speech, outside: host.outside });
  return { host, knowledge };
}

/** What does not fit the files that are here is left out: better the shipped wordings than none. */
function layWordings(knowledge: Knowledge, overlay: WordingOverlay): void {
  try {
    knowledge.lay(overlay);
  } catch (error) {
    if (!(error instanceof FaultyWordingError)) throw error;
    const { code, entryId } = error.fault;
    post({
      type: 'log',
      level: 'error',
      fields: { code, reason: entryId },
      message: 'changed wordings do not fit the files of this version: they are not used',
    });
  }
}

type Message = Exclude<ToHost, { type: 'start' }>;

function handle({ host, knowledge }: Running, message: Message): void | Promise<void> {
  switch (message.type) {
    case 'layWordings':
      return layWordings(knowledge, message.overlay);
    case 'rtp':
      for (const packet of message.packets) host.push(packet);
      return;
    case 'openRoom':
      return host.openRoom(message.roomId, message.languages, message.lastSeq);
    case 'closeRoom':
      return host.closeRoom(message.roomId);
    case 'allowOutside':
      return host.allowOutside(message.roomId, message.speakerIds);
    case 'setRoomLanguages':
      return host.setRoomLanguages(message.roomId, message.languages);
    case 'openStream':
      return host.openStream(message.stream);
    case 'setStreamLanguage':
      return host.setStreamLanguage(message.streamId, message.language);
    case 'closeStream':
      return host.closeStream(message.streamId);
    case 'setDominantSpeaker':
      return host.setDominantSpeaker(message.roomId, message.speakerId);
    case 'typeLine':
      return host
        .typeLine(message.line)
        .then(() => post({ type: 'typed', segmentId: message.line.segmentId }));
    case 'sayPhrase': {
      const { segmentId } = message.chosen;
      post({ type: host.sayPhrase(message.chosen) ? 'typed' : 'phraseRefused', segmentId });
      return;
    }
    case 'suggestPhrases': {
      const { requestId, text, language } = message;
      const suggestions = host.suggestPhrases(text, language);
      return post({ type: 'suggested', requestId, suggestions });
    }
    case 'retranslate':
      return host
        .retranslate(message.corrected)
        .then(() => post({ type: 'retranslated', corrected: message.corrected }));
  }
}

// The parent decides when this process ends; a Ctrl-C in the terminal reaches both.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', fail).on('unhandledRejection', fail);
// opus-decoder prints each corrupt packet.
console.error = () => undefined;

let running: Promise<Running> | undefined;
process.on('message', (message: ToHost) => {
  if (message.type === 'start') running = start(message.options);
  else void running?.then((ready) => handle(ready, message)).catch(fail);
});
