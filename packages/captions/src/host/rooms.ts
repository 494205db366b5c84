import { randomUUID } from 'node:crypto';
import type { CaptionSegment, Language, ReadBackReason } from '@silkconsult/protocol';
import type { Hypothesis } from '../recognizers/recognizer.ts';
import { typedHypothesis } from '../recognizers/typed.ts';
import type {
  TermHit,
  Translation,
  TranslationMemory,
  Translator,
} from '../translators/translator.ts';
import { newTranslationMemory } from '../translators/translator.ts';
import type { Sentence } from './phrases.ts';
import { lineFor } from './readerLine.ts';

/** After this the line is shown as spoken, and again when the translation is there. */
const DEADLINE_MS = 2500;
/** After this nobody waits for the translation any more. */
const GIVE_UP_MS = 10_000;

interface Room {
  roomId: string;
  languages: readonly Language[];
  seq: number;
  /** Whose lines may leave the hospital; ended, with what is under way, when that is taken back. */
  outside: Map<string, AbortController>;
  memory: TranslationMemory;
}

/** A segment that is being spoken. */
export interface OpenSegment {
  readonly segmentId: string;
  readonly roomId: string;
  readonly speakerId: string;
  readonly language: Language;
  readonly origin: 'recognizer' | 'typed' | 'phrasebook';
  readonly engine: string;
  readonly seq: number;
  revision: number;
}

export interface RoomsOptions {
  translators: readonly Translator[];
  findTerms(text: string, from: Language, to: Language): TermHit[];
  /** Why a line must be read back. */
  needsReadBack(text: string, language: Language): ReadBackReason[];
  /** Of the glossary as it is now. */
  glossaryVersion?(): string;
  post(segment: CaptionSegment): void;
  /** Only tests change it. */
  deadlineMs?: number;
}

/** The rooms, their caption languages, and the way of each segment into every one of them. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  open(roomId: string, languages: readonly Language[], lastSeq: number): void {
    if (this.#rooms.has(roomId)) return;
    const memory = newTranslationMemory();
    this.#rooms.set(roomId, { roomId, languages, seq: lastSeq, outside: new Map(), memory });
  }

  close(roomId: string): void {
    this.allowOutside(roomId, []);
    this.#rooms.delete(roomId);
  }

  setLanguages(roomId: string, languages: readonly Language[]): void {
    const room = this.#rooms.get(roomId);
    if (room) room.languages = languages;
  }

  /** Lets engines outside the hospital have what these say, and nobody else. */
  allowOutside(roomId: string, speakerIds: readonly string[]): void {
    const outside = this.#rooms.get(roomId)?.outside;
    if (!outside) return;
    for (const [speakerId, allowed] of outside) {
      if (speakerIds.includes(speakerId)) continue;
      outside.delete(speakerId);
      allowed.abort();
    }
    for (const speakerId of speakerIds) {
      if (!outside.has(speakerId)) outside.set(speakerId, new AbortController());
    }
  }

  /** The translators that are outside the hospital. */
  get outsideTranslators(): string[] {
    const outside = this.#options.translators.filter(({ remote }) => remote);
    return [...new Set(outside.map(({ id }) => id))];
  }

  /** Undefined when the room is not open. */
  begin(
    segment: Pick<OpenSegment, 'roomId' | 'speakerId' | 'language' | 'origin' | 'engine'> & {
      segmentId?: string;
    },
  ): OpenSegment | undefined {
    const room = this.#rooms.get(segment.roomId);
    if (!room) return undefined;
    return {
      ...segment,
      segmentId: segment.segmentId ?? randomUUID(),
      seq: ++room.seq,
      revision: 0,
    };
  }

  partial(segment: OpenSegment, heard: Hypothesis): void {
    if (!this.#rooms.has(segment.roomId)) return;
    this.#post(segment, { ...this.#line(segment, heard), state: 'partial' });
  }

  /**
   * Closes a segment: the line as spoken at once, then one line for each caption language that is
   * present now. One that is not there in time is shown as spoken, and again with a higher revision
   * when its translation comes. Nothing is shown for a segment in which nothing was heard; if
   * partials were shown before, they are taken back.
   *
   * @param options.hurried under load: translators are asked once, and nobody waits for what is late.
   */
  async final(
    segment: OpenSegment,
    heard: Hypothesis,
    { hurried = false }: { hurried?: boolean } = {},
  ): Promise<void> {
    const room = this.#rooms.get(segment.roomId);
    if (!room) return;
    const line = this.#marked(this.#line(segment, heard));
    if (heard.text === '' && !heard.gap) {
      if (line.revision > 1) this.#post(segment, { ...line, state: 'retracted' });
      return;
    }
    this.#post(segment, line);
    await this.#showAll(line, [segment.language], room, hurried);
  }

  /**
   * After the interpreter corrected a line: says whether it must be read back, and if it is the
   * source, translates it into every language whose line the interpreter did not write.
   */
  async retranslate(line: CaptionSegment, locked: readonly Language[]): Promise<void> {
    const room = this.#rooms.get(line.roomId);
    if (!room) return;
    const marked = this.#marked(line);
    this.#options.post(marked);
    if (line.language !== line.spokenLanguage) return;
    const { correctedBy: _, ...source } = marked;
    await this.#showAll({ ...source, state: 'final' }, [line.language, ...locked], room);
  }

  async #showAll(
    line: CaptionSegment,
    except: readonly Language[],
    room: Room,
    hurried = false,
  ): Promise<void> {
    const others = room.languages.filter((language) => !except.includes(language));
    await Promise.all(others.map((language) => this.#show(line, language, room, hurried)));
  }

  /** Resolves when something is shown; what comes later replaces it. */
  async #show(source: CaptionSegment, to: Language, room: Room, hurried: boolean): Promise<void> {
    const terms =
      source.text === '' ? [] : this.#options.findTerms(source.text, source.language, to);
    const glossaryVersion = this.#options.glossaryVersion?.();
    const post = (translation: Translation | undefined, revision: number) => {
      if (this.#rooms.get(room.roomId) !== room) return;
      const line = lineFor(to, source, translation, { terms, glossaryVersion });
      this.#options.post({ ...line, revision });
    };
    const answer = this.#translate(source, to, terms, room, hurried);
    const inTime = await orLate(answer, this.#deadlineMs);
    if (inTime !== 'late') return post(inTime, source.revision);
    post(undefined, source.revision);
    if (!hurried) void answer.then((late) => late && post(late, source.revision + 1));
  }

  /** A sentence of the phrasebook that somebody chose: the book's own words in every language. */
  say(segment: OpenSegment, sentence: Sentence, atMs: number): void {
    const room = this.#rooms.get(segment.roomId);
    if (!room) return;
    const phrasebookVersion = sentence.bookVersion;
    const heard = typedHypothesis(sentence.in(segment.language), atMs);
    const line = this.#marked(this.#line(segment, heard));
    this.#post(segment, { ...line, phrasebookVersion });
    for (const language of room.languages) {
      if (language === segment.language) continue;
      const text = sentence.in(language);
      const stableChars = text.length;
      this.#options.post({ ...line, language, text, stableChars, phrasebookVersion });
    }
  }

  get #deadlineMs(): number {
    return this.#options.deadlineMs ?? DEADLINE_MS;
  }

  #marked({ readBack: _, ...line }: CaptionSegment): CaptionSegment {
    const reasons = this.#options.needsReadBack(line.text, line.language);
    return reasons.length > 0 ? { ...line, readBack: { reasons } } : line;
  }

  #post(segment: OpenSegment, line: CaptionSegment): void {
    segment.revision = line.revision;
    this.#options.post(line);
  }

  #line(segment: OpenSegment, heard: Hypothesis): CaptionSegment {
    const { segmentId, seq, roomId, speakerId, language, origin, engine } = segment;
    const revision = segment.revision + 1;
    return {
      ...{ segmentId, seq, roomId, speakerId, spokenLanguage: language, language },
      ...{ revision, sourceRevision: revision, state: 'final' },
      ...{ text: heard.text, stableChars: heard.stableChars, t0Ms: heard.t0Ms, t1Ms: heard.t1Ms },
      ...{ origin, engine, flags: heard.gap ? ['gap'] : [] },
    };
  }

  /** By the first translator that has an answer; each pair has one machine at most. */
  async #translate(
    { text, language: from, flags, speakerId }: CaptionSegment,
    to: Language,
    terms: readonly TermHit[],
    { memory, outside }: Room,
    hurried: boolean,
  ): Promise<Translation | undefined> {
    if (text === '' || flags.includes('gap')) return undefined;
    const patience = AbortSignal.timeout(hurried ? this.#deadlineMs : GIVE_UP_MS);
    for (const translator of this.#options.translators) {
      if (!translator.pairs.some(([a, b]) => a === from && b === to)) continue;
      const allowed = outside.get(speakerId);
      if (translator.remote && !allowed) continue;
      const signal =
        translator.remote && allowed ? AbortSignal.any([patience, allowed.signal]) : patience;
      const translation = await translator
        .translate({ text, from, to, terms, signal, memory, hurried })
        // A translator that fails is one without an answer: the line is shown as it was spoken.
        .catch(() => undefined);
      if (translation) return translation;
    }
    return undefined;
  }
}

/** The answer, or `late` when it does not come in time. */
async function orLate<T>(answer: Promise<T>, deadlineMs: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, deadlineMs, 'late');
  });
  return Promise.race([answer, deadline]).finally(() => clearTimeout(timer));
}
