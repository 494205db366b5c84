import type {
  CaptionEngineFigures,
  CaptionStatus,
  Language,
  PhraseSuggestion,
} from '@silkconsult/protocol';
import type { Recognizer } from '../recognizers/recognizer.ts';
import { TYPED_ENGINE, typedHypothesis } from '../recognizers/typed.ts';
import { EngineLoad } from './engineLoad.ts';
import type { ConsultTerms } from './consultTerms.ts';
import type { LanguageDoubted } from './languageDoubt.ts';
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

/** How the host finds out that somebody speaks another language than captions listen for. */
export interface LanguageDoubts {
  otherLanguages(text: string, expected: Language): readonly Language[];
  doubted(
    who: Pick<StreamInfo, 'roomId' | 'speakerId' | 'language'>,
    doubted: LanguageDoubted,
  ): void;
}

const NO_DOUBTS: LanguageDoubts = { otherLanguages: () => [], doubted: () => undefined };

/** What an engine may expect to hear in a room. */
type Terms = Pick<ConsultTerms, 'hotwords' | 'forget'>;
const NO_TERMS: Terms = { hotwords: () => [], forget: () => undefined };

/** Everything that the captions host holds; knows nothing of processes and messages. */
export class Host {
  readonly #rooms: Rooms;
  readonly #engines: readonly { recognizer: Recognizer; load: EngineLoad }[];
  readonly #phrases: Phrases;
  readonly #doubts: LanguageDoubts;
  readonly #terms: Terms;
  readonly #streams = new Map<string, Entry>();
  /** Those whose words may leave the hospital, by room. */
  readonly #outside = new Map<string, ReadonlySet<string>>();
  /** Who speaks most in each room, as the media server hears it. */
  readonly #dominant = new Map<string, string>();
  /** How late the latest packet came since the last look. */
  #lateMs = 0;

  constructor(
    rooms: Rooms,
    recognizers: readonly Recognizer[],
    phrases: Phrases,
    { doubts = NO_DOUBTS, terms = NO_TERMS }: { doubts?: LanguageDoubts; terms?: Terms } = {},
  ) {
    this.#terms = terms;
    this.#rooms = rooms;
    this.#doubts = doubts;
    this.#phrases = phrases;
    this.#engines = recognizers.map((recognizer) => ({
      recognizer,
      load: new EngineLoad(recognizer),
    }));
  }

  /** The engine for each language that has one in the hospital. */
  get speech(): CaptionStatus['speech'] {
    return this.#speechOf(({ remote }) => !remote);
  }

  /** The engines outside, for those alone who let them; undefined when there is none. */
  get outside(): CaptionStatus['outside'] {
    const speech = this.#speechOf(({ remote }) => remote);
    const translation = this.#rooms.outsideTranslators;
    const none = Object.keys(speech).length === 0 && translation.length === 0;
    return none ? undefined : { speech, translation };
  }

  #speechOf(wanted: (recognizer: Recognizer) => boolean): CaptionStatus['speech'] {
    const speech: CaptionStatus['speech'] = {};
    for (const { recognizer } of this.#engines) {
      if (!wanted(recognizer)) continue;
      for (const language of recognizer.languages) speech[language] ??= recognizer.id;
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

  async closeRoom(roomId: string): Promise<void> {
    this.#rooms.close(roomId);
    this.#outside.delete(roomId);
    this.#dominant.delete(roomId);
    this.#terms.forget(roomId);
    const streams = [...this.#streams.values()].filter(({ info }) => info.roomId === roomId);
    await Promise.all(streams.map(({ info }) => this.closeStream(info.streamId)));
  }

  /** Nobody else's words leave the hospital: not even those that wait, once that is taken back. */
  async allowOutside(roomId: string, speakerIds: readonly string[]): Promise<void> {
    const before = this.#outside.get(roomId) ?? new Set();
    const allowed = new Set(speakerIds);
    this.#outside.set(roomId, allowed);
    this.#rooms.allowOutside(roomId, speakerIds);
    const changed = [...this.#streams.values()].filter(
      ({ info: { roomId: of, speakerId, language } }) =>
        of === roomId &&
        before.has(speakerId) !== allowed.has(speakerId) &&
        this.#engineOf(language)?.recognizer.remote,
    );
    for (const { info, speaker } of changed) if (!allowed.has(info.speakerId)) speaker?.abort();
    await Promise.all(changed.map(({ info }) => this.openStream(info)));
  }

  async openStream(info: StreamInfo): Promise<void> {
    await this.closeStream(info.streamId);
    const entry: Entry = { info, speaker: undefined };
    this.#streams.set(info.streamId, entry);
    const engine = this.#engineOf(info.language);
    const { roomId, speakerId } = info;
    if (!engine) return;
    if (engine.recognizer.remote && !this.#outside.get(roomId)?.has(speakerId)) return;
    const speaker = await SpeakerStream.create(info, engine.recognizer, {
      rooms: this.#rooms,
      load: engine.load,
      hotwords: () =>
        this.#terms.hotwords(info.language, engine.recognizer.remote ? undefined : roomId),
      outspoken: () => (this.#dominant.get(roomId) ?? speakerId) !== speakerId,
      otherLanguages: this.#doubts.otherLanguages,
      doubted: (doubted) => this.#doubts.doubted(info, doubted),
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
