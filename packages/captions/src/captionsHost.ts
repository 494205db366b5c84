import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type {
  CaptionEngineFigures,
  CaptionFigures,
  CaptionSegment,
  CaptionStatus,
  Language,
  PhraseSuggestion,
} from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { NO_OVERLAY } from '@silkconsult/protocol/wordings';
import type { SpeechConfig } from './config/schema.ts';
import { AudioSender } from './host/audioSender.ts';
import { HostFigures } from './host/hostFigures.ts';
import type {
  ChosenPhrase,
  CorrectedLine,
  FromHost,
  SpeakerDoubted,
  StreamInfo,
  ToHost,
  TypedLine,
} from './host/messages.ts';
import { OpenPartials } from './host/openPartials.ts';
import { CaptionsUnavailableError, PendingLines } from './host/pendingLines.ts';
import { Suggesting } from './host/suggesting.ts';
import { Supervisor } from './host/supervisor.ts';
import type { BreakerChanged, TranslationMeasured } from './translators/leg.ts';
import type { TranslationPlan } from './translators/plan.ts';

/** What the captions tell an operator; never what was said. */
export interface CaptionsLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface CaptionsOptions {
  logger?: CaptionsLogger;
  /**
   * A folder with pocketsphinx's `en-us/`, searched *instead of* the places where distributions put
   * it. Leave it out unless the models are somewhere of your own.
   */
  modelsDir?: string;
  /** Which engine hears which language; without it, pocketsphinx hears English. */
  config?: SpeechConfig;
  /** Machine translation; without it there is the phrasebook alone. */
  translation?: TranslationPlan;
}

/** The phrasebook has no such sentence, or its slots are filled otherwise. */
export class PhraseUnknownError extends Error {
  override readonly name = 'PhraseUnknownError';
}

interface RoomState {
  languages: readonly Language[];
  lastSeq: number;
  /** Whose words may leave the hospital. */
  outside: readonly string[];
  dominant: string | undefined;
}

const READY_TIMEOUT_MS = 15_000;

const keyOf = (line: CaptionSegment) => `${line.segmentId} ${line.language}`;

/**
 * Captions for the rooms of a media server, made in a process of their own.
 *
 * Every method returns at once and none throws on behalf of the host: while it is away, audio is
 * dropped and everything else waits. It is started again by itself and told the rooms, languages
 * and streams.
 *
 * Events: `segment` for every line (partials in the spoken language only; finals once for each of
 * the room's languages and the spoken one), `status` when what captions can do changes,
 * `translationMeasured` and `breakerChanged` for the figures, `languageDoubted` when somebody seems to
 * speak another language than the one of their stream.
 */
export class CaptionsHost extends EventEmitter<{
  segment: [CaptionSegment];
  status: [CaptionStatus];
  translationMeasured: [TranslationMeasured];
  breakerChanged: [BreakerChanged];
  languageDoubted: [SpeakerDoubted];
}> {
  readonly #logger: CaptionsLogger | undefined;
  readonly #supervisor: Supervisor;
  readonly #audio: AudioSender;
  readonly #rooms = new Map<string, RoomState>();
  readonly #streams = new Map<string, StreamInfo>();
  readonly #pendingLines = new PendingLines();
  readonly #suggesting = new Suggesting();
  /** Corrections whose translations are not all here yet, by segment and language. */
  readonly #corrected = new Map<string, CorrectedLine>();
  readonly #partials = new OpenPartials();
  readonly #figures = new HostFigures();
  #overlay: WordingOverlay = NO_OVERLAY;
  #status: CaptionStatus = { host: 'restarting', speech: {} };
  #closed = false;

  /**
   * Starts the host. Resolves when it is ready, also when it has no speech engine; after 15 s it
   * resolves all the same (`status.host` then says `restarting`) and goes on trying.
   */
  static async create(options: CaptionsOptions = {}): Promise<CaptionsHost> {
    const captions = new CaptionsHost(options);
    await captions.#ready();
    return captions;
  }

  private constructor({ logger, modelsDir, config, translation }: CaptionsOptions) {
    super();
    this.#logger = logger;
    this.#supervisor = new Supervisor({ modelsDir, config, translation });
    this.#audio = new AudioSender((packets, sent) =>
      this.#supervisor.send({ type: 'rtp', packets }, sent),
    );
    this.#supervisor
      .on('spawned', () => this.#replay())
      .on('message', (message) => this.#receive(message))
      .on('died', () => this.#died());
    this.#supervisor.start();
  }

  get status(): CaptionStatus {
    return this.#status;
  }

  /** For tests and fault drills. */
  get pid(): number | undefined {
    return this.#supervisor.pid;
  }

  /** For whoever looks after it: nothing of what was said. */
  get figures(): CaptionFigures {
    const { host } = this.#status;
    // Packets that were dropped because the host did not read.
    return { host, ...this.#figures.all, droppedPackets: this.#audio.dropped };
  }

  /** What the site has changed of the phrasebook and the glossary. */
  get overlay(): WordingOverlay {
    return this.#overlay;
  }

  /** Uses these wordings for every line from now on, in rooms that are open too. */
  layWordings(overlay: WordingOverlay): void {
    this.#overlay = overlay;
    this.#supervisor.send({ type: 'layWordings', overlay });
  }

  openRoom(roomId: string): void {
    if (this.#rooms.has(roomId)) return;
    this.#rooms.set(roomId, { languages: [], lastSeq: 0, outside: [], dominant: undefined });
    this.#supervisor.send({ type: 'openRoom', roomId, languages: [], lastSeq: 0 });
  }

  closeRoom(roomId: string): void {
    if (!this.#rooms.delete(roomId)) return;
    for (const { streamId, roomId: of } of this.#streams.values()) {
      if (of === roomId) this.#streams.delete(streamId);
    }
    this.#partials.forget(roomId);
    this.#pendingLines.giveUp('the room was closed', roomId);
    for (const [key, { line }] of this.#corrected) {
      if (line.roomId === roomId) this.#corrected.delete(key);
    }
    this.#supervisor.send({ type: 'closeRoom', roomId });
  }

  /** Those whose words engines outside the hospital may have; at first nobody's. */
  allowOutside(roomId: string, speakerIds: readonly string[]): void {
    const outside = [...speakerIds];
    const message = { type: 'allowOutside', roomId, speakerIds: outside } as const;
    this.#changeRoom(roomId, { outside }, message);
  }

  /** The caption languages of those present: finals go into each of them. */
  setRoomLanguages(roomId: string, wanted: readonly Language[]): void {
    const languages = [...new Set(wanted)];
    this.#changeRoom(roomId, { languages }, { type: 'setRoomLanguages', roomId, languages });
  }

  /** Who speaks most in the room now: under the heaviest load only they are recognised. */
  setDominantSpeaker(roomId: string, speakerId: string | undefined): void {
    const message = { type: 'setDominantSpeaker', roomId, speakerId } as const;
    this.#changeRoom(roomId, { dominant: speakerId }, message);
  }

  /** One for each microphone. A stream whose language has no engine costs nothing. */
  openStream(stream: StreamInfo): void {
    this.#streams.set(stream.streamId, { ...stream });
    this.#supervisor.send({ type: 'openStream', stream });
  }

  setStreamLanguage(streamId: string, language: Language): void {
    const stream = this.#streams.get(streamId);
    if (!stream) return;
    stream.language = language;
    this.#supervisor.send({ type: 'setStreamLanguage', streamId, language });
  }

  /** @param packet a whole RTP packet with Opus at 48 kHz; it must not be changed afterwards. */
  pushRtp(streamId: string, packet: Buffer): void {
    const stream = this.#streams.get(streamId);
    // Nobody would listen: the packets are not worth the way.
    if (!stream || this.#closed || !this.#isHeard(stream)) return;
    if (this.#status.host === 'restarting' || this.#status.host === 'unavailable') return;
    this.#audio.push({ streamId, arrivedMs: Date.now(), packet });
  }

  /** What was said until now still becomes a final line. */
  closeStream(streamId: string): void {
    if (this.#streams.delete(streamId)) this.#supervisor.send({ type: 'closeStream', streamId });
  }

  /**
   * A line that someone typed. While the host restarts, it waits.
   *
   * @throws CaptionsUnavailableError when the room is not open or the captions are closed.
   */
  typeLine(line: Omit<TypedLine, 'segmentId'>): Promise<{ segmentId: string }> {
    const segmentId = randomUUID();
    return this.#deliver(line.roomId, segmentId, {
      type: 'typeLine',
      line: { ...line, segmentId },
    });
  }

  /**
   * A sentence of the phrasebook that someone chose, as their line in every language present.
   *
   * @throws CaptionsUnavailableError as `typeLine`; PhraseUnknownError when the book cannot say it.
   */
  sayPhrase(chosen: Omit<ChosenPhrase, 'segmentId'>): Promise<{ segmentId: string }> {
    const segmentId = randomUUID();
    return this.#deliver(chosen.roomId, segmentId, {
      type: 'sayPhrase',
      chosen: { ...chosen, segmentId },
    });
  }

  /** Sentences that a line may have been meant as; none when the host does not answer in time. */
  suggestPhrases(text: string, language: Language): Promise<PhraseSuggestion[]> {
    return this.#suggesting.ask((requestId) =>
      this.#supervisor.send({ type: 'suggestPhrases', requestId, text, language }),
    );
  }

  /**
   * A line in the interpreter's words: it comes back with what must be read back, and if it is the
   * source, so do new translations, except into the `locked` languages. While the host restarts,
   * it waits.
   */
  retranslate(line: CaptionSegment, locked: readonly Language[]): void {
    if (this.#closed || !this.#rooms.has(line.roomId)) return;
    const corrected = { line, locked };
    this.#corrected.set(keyOf(line), corrected);
    this.#supervisor.send({ type: 'retranslate', corrected });
  }

  /** Ends the process. Idempotent; afterwards nothing is emitted. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#pendingLines.giveUp('captions are closed');
    this.#audio.reset();
    await this.#supervisor.close();
  }

  #ready(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.off('status', done);
        resolve();
      };
      const timer = setTimeout(done, READY_TIMEOUT_MS);
      this.on('status', done);
    });
  }

  #changeRoom(roomId: string, change: Partial<RoomState>, message: ToHost): void {
    const room = this.#rooms.get(roomId);
    if (!room) return;
    Object.assign(room, change);
    this.#supervisor.send(message);
  }

  /** Tells a new host everything that the old one knew. */
  #replay(): void {
    this.#audio.reset();
    if (this.#overlay !== NO_OVERLAY) {
      this.#supervisor.send({ type: 'layWordings', overlay: this.#overlay });
    }
    for (const [roomId, room] of this.#rooms) {
      const { languages, lastSeq, outside: speakerIds } = room;
      this.#supervisor.send({ type: 'openRoom', roomId, languages, lastSeq });
      this.#supervisor.send({ type: 'allowOutside', roomId, speakerIds });
      this.#supervisor.send({ type: 'setDominantSpeaker', roomId, speakerId: room.dominant });
    }
    for (const stream of this.#streams.values()) {
      this.#supervisor.send({ type: 'openStream', stream });
    }
    for (const message of this.#pendingLines.messages) this.#supervisor.send(message);
    for (const corrected of this.#corrected.values()) {
      this.#supervisor.send({ type: 'retranslate', corrected });
    }
  }

  /** By an engine of the hospital, or by one outside that the speaker lets hear. */
  #isHeard({ roomId, speakerId, language }: StreamInfo): boolean {
    const { speech, outside } = this.#status;
    if (speech[language] !== undefined) return true;
    if (outside?.speech[language] === undefined) return false;
    return this.#rooms.get(roomId)?.outside.includes(speakerId) ?? false;
  }

  #deliver(roomId: string, segmentId: string, message: ToHost): Promise<{ segmentId: string }> {
    if (this.#closed || this.#status.host === 'unavailable' || !this.#rooms.has(roomId)) {
      return Promise.reject(new CaptionsUnavailableError('no such room, or no captions host'));
    }
    const taken = this.#pendingLines.add(roomId, segmentId, message);
    this.#supervisor.send(message);
    return taken;
  }

  #receive(message: FromHost): void {
    if (this.#closed) return;
    switch (message.type) {
      case 'ready':
        this.#setStatus({
          host: 'ready',
          speech: message.speech,
          ...(message.outside && { outside: message.outside }),
        });
        return;
      case 'loading':
        return;
      case 'alive':
        this.#look(message.engines);
        return;
      case 'segment':
        this.#post(message.segment);
        return;
      case 'typed':
        this.#pendingLines.taken(message.segmentId);
        return;
      case 'translationMeasured':
        this.emit('translationMeasured', message.measured);
        return;
      case 'languageDoubted':
        this.emit('languageDoubted', message.doubted);
        return;
      case 'breakerChanged':
        this.#breakerChanged(message.changed);
        return;
      case 'phraseRefused':
        this.#pendingLines.refused(
          message.segmentId,
          new PhraseUnknownError('the phrasebook cannot say this'),
        );
        return;
      case 'suggested':
        this.#suggesting.answered(message.requestId, message.suggestions);
        return;
      case 'retranslated': {
        const { line } = message.corrected;
        if (this.#corrected.get(keyOf(line))?.line.revision === line.revision)
          this.#corrected.delete(keyOf(line));
        return;
      }
      case 'log':
        this.#logger?.[message.level](message.fields, message.message);
        return;
    }
  }

  #post(segment: CaptionSegment): void {
    const room = this.#rooms.get(segment.roomId);
    if (!room) return;
    room.lastSeq = Math.max(room.lastSeq, segment.seq);
    this.#partials.see(segment);
    this.#figures.segment(segment);
    this.emit('segment', segment);
  }

  #look(engines: readonly CaptionEngineFigures[]): void {
    this.#figures.look(engines);
    const { degraded, overload } = this.#figures;
    const { speech, outside, ...before } = this.#status;
    const status = {
      host: degraded ? 'degraded' : 'ready',
      ...(overload && { overload }),
    } as const;
    if (!isDeepStrictEqual(status, before)) {
      this.#setStatus({ ...status, speech, ...(outside && { outside }) });
    }
  }

  #breakerChanged(changed: BreakerChanged): void {
    const { engine, from, to, open } = changed;
    this.#figures.breaker(changed);
    if (open) this.#logger?.warn({ engine, from, to }, 'a translator fails; it is left alone');
    else this.#logger?.info({ engine, from, to }, 'a translator is asked again');
    this.emit('breakerChanged', changed);
  }

  #died(): void {
    this.#figures.died();
    for (const changed of this.#figures.openBreakers) {
      this.#breakerChanged({ ...changed, open: false });
    }
    const host = this.#supervisor.failing ? 'unavailable' : 'restarting';
    if (this.#status.host !== host) {
      const reason = this.#supervisor.complaint;
      this.#logger?.warn({ state: host, reason }, 'captions host died; starting it again');
      const { speech, outside } = this.#status;
      this.#setStatus({ host, speech, ...(outside && { outside }) });
    }
    if (host === 'unavailable') {
      this.#pendingLines.giveUp('the captions host does not start');
    }
    const lines = this.#partials.closeAll((roomId) => this.#rooms.get(roomId)?.languages ?? []);
    for (const line of lines) this.#post(line);
  }

  #setStatus(status: CaptionStatus): void {
    this.#status = status;
    this.emit('status', status);
  }
}
