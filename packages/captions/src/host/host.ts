import type { CaptionEngineFigures, Language, PhraseSuggestion } from '@silkconsult/protocol';
import type { Recognizer } from '../recognizers/recognizer.ts';
import { TYPED_ENGINE, typedHypothesis } from '../recognizers/typed.ts';
import { EngineLoad } from './engineLoad.ts';
import type {
  ChosenPhrase,
  CorrectedLine,
  StreamInfo,
  TappedPacket,
  TypedLine,
} from './messages.ts';
import type { Phrases } from './phrases.ts';
import type { Rooms } from './rooms.ts';
import { SpeakerStream } from './speakerStream.ts';

interface Entry {
  info: StreamInfo;
  /** Undefined while there is no engine for its language, or while it is being opened. */
  speaker: SpeakerStream | undefined;
}

/** Everything that the captions host holds; knows nothing of processes and messages. */
export class Host {
  readonly #rooms: Rooms;
  readonly #engines: readonly { recognizer: Recognizer; load: EngineLoad }[];
  readonly #phrases: Phrases;
  readonly #streams = new Map<string, Entry>();
  /** Rooms whose people let their sound leave the hospital. */
  readonly #consenting = new Set<string>();
  /** Who speaks most in each room, as the media server hears it. */
  readonly #dominant = new Map<string, string>();
  /** How late the latest packet came since the last look. */
  #lateMs = 0;

  constructor(rooms: Rooms, recognizers: readonly Recognizer[], phrases: Phrases) {
    this.#rooms = rooms;
    this.#phrases = phrases;
    this.#engines = recognizers.map((recognizer) => ({
      recognizer,
      load: new EngineLoad(recognizer),
    }));
  }

  /** The engine for each language that has one here; those outside need a room's consent first. */
  get speech(): Partial<Record<Language, string>> {
    const speech: Partial<Record<Language, string>> = {};
    for (const { recognizer } of this.#engines) {
      const { id, languages, remote } = recognizer;
      if (remote) continue;
      for (const language of languages) speech[language] ??= id;
    }
    return speech;
  }

  /** How the engines are; call it twice a second, because load is judged by it. */
  look(nowMs: number): CaptionEngineFigures[] {
    const lateMs = this.#lateMs;
    this.#lateMs = 0;
    return this.#engines.map(({ load }) => {
      load.look(lateMs, nowMs);
      return load.figures;
    });
  }

  openRoom(roomId: string, languages: readonly Language[], lastSeq: number): void {
    this.#rooms.open(roomId, languages, lastSeq);
  }

  setRoomLanguages(roomId: string, languages: readonly Language[]): void {
    this.#rooms.setLanguages(roomId, languages);
  }

  allowRemoteTranslation(roomId: string, allowed: boolean): void {
    this.#rooms.allowRemote(roomId, allowed);
  }

  async closeRoom(roomId: string): Promise<void> {
    this.#rooms.close(roomId);
    this.#consenting.delete(roomId);
    this.#dominant.delete(roomId);
    const streams = [...this.#streams.values()].filter(({ info }) => info.roomId === roomId);
    await Promise.all(streams.map(({ info }) => this.closeStream(info.streamId)));
  }

  /** Without it, no sound of the room leaves the hospital; not even what waits, once it is taken back. */
  async allowRemoteSpeech(roomId: string, allowed: boolean): Promise<void> {
    if (this.#consenting.has(roomId) === allowed) return;
    if (allowed) this.#consenting.add(roomId);
    else this.#consenting.delete(roomId);
    const remote = [...this.#streams.values()].filter(
      ({ info }) => info.roomId === roomId && this.#engineOf(info.language)?.recognizer.remote,
    );
    if (!allowed) for (const { speaker } of remote) speaker?.abort();
    await Promise.all(remote.map(({ info }) => this.openStream(info)));
  }

  async openStream(info: StreamInfo): Promise<void> {
    await this.closeStream(info.streamId);
    const entry: Entry = { info, speaker: undefined };
    this.#streams.set(info.streamId, entry);
    const engine = this.#engineOf(info.language);
    if (!engine || (engine.recognizer.remote && !this.#consenting.has(info.roomId))) return;
    const { roomId, speakerId } = info;
    const speaker = await SpeakerStream.create(info, engine.recognizer, {
      rooms: this.#rooms,
      load: engine.load,
      outspoken: () => (this.#dominant.get(roomId) ?? speakerId) !== speakerId,
    });
    // Closed or replaced while it was being opened.
    if (this.#streams.get(info.streamId) !== entry) await speaker.close();
    else entry.speaker = speaker;
  }

  async setStreamLanguage(streamId: string, language: Language): Promise<void> {
    const entry = this.#streams.get(streamId);
    if (entry && entry.info.language !== language)
      await this.openStream({ ...entry.info, language });
  }

  async closeStream(streamId: string): Promise<void> {
    const entry = this.#streams.get(streamId);
    this.#streams.delete(streamId);
    await entry?.speaker?.close();
  }

  /** Undefined when nobody knows: then everybody counts as dominant. */
  setDominantSpeaker(roomId: string, speakerId: string | undefined): void {
    if (speakerId === undefined) this.#dominant.delete(roomId);
    else this.#dominant.set(roomId, speakerId);
  }

  push(packet: TappedPacket): void {
    this.#lateMs = Math.max(this.#lateMs, Date.now() - packet.arrivedMs);
    this.#streams.get(packet.streamId)?.speaker?.push(packet);
  }

  tick(nowMs: number): void {
    for (const { speaker } of this.#streams.values()) speaker?.tick(nowMs);
  }

  #engineOf(language: Language) {
    return this.#engines.find(({ recognizer }) => recognizer.languages.includes(language));
  }

  async typeLine({ segmentId, roomId, speakerId, language, text }: TypedLine): Promise<void> {
    const segment = this.#rooms.begin({
      ...{ segmentId, roomId, speakerId, language },
      ...{ origin: 'typed', engine: TYPED_ENGINE },
    });
    if (segment) await this.#rooms.final(segment, typedHypothesis(text, Date.now()));
  }

  /** @returns false when the phrasebook has no such sentence, or the slots are filled otherwise. */
  sayPhrase({ segmentId, roomId, speakerId, language, phrase }: ChosenPhrase): boolean {
    const sentence = this.#phrases.sentence(phrase);
    if (!sentence) return false;
    const segment = this.#rooms.begin({
      ...{ segmentId, roomId, speakerId, language },
      ...{ origin: 'phrasebook', engine: 'phrasebook' },
    });
    if (segment) this.#rooms.say(segment, sentence, Date.now());
    return true;
  }

  suggestPhrases(text: string, language: Language): PhraseSuggestion[] {
    return this.#phrases.suggest(text, language);
  }

  retranslate({ line, locked }: CorrectedLine): Promise<void> {
    return this.#rooms.retranslate(line, locked);
  }
}
