import { randomUUID } from 'node:crypto';
import type { CaptionSegment, Language } from '@silkconsult/protocol';
import type { Hypothesis } from '../recognizers/recognizer.ts';
import type { TermHit, Translator } from '../translators/translator.ts';

const TRANSLATION_DEADLINE_MS = 2500;

interface Room {
  roomId: string;
  languages: readonly Language[];
  seq: number;
}

/** A segment that is being spoken. */
export interface OpenSegment {
  readonly segmentId: string;
  readonly roomId: string;
  readonly speakerId: string;
  readonly language: Language;
  readonly origin: 'recognizer' | 'typed';
  readonly engine: string;
  readonly seq: number;
  revision: number;
}

export interface RoomsOptions {
  translators: readonly Translator[];
  findTerms(text: string, from: Language, to: Language): TermHit[];
  glossaryVersion?: string;
  post(segment: CaptionSegment): void;
}

/** The rooms, their caption languages, and the way of each segment into every one of them. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Room>();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  open(roomId: string, languages: readonly Language[], lastSeq: number): void {
    if (!this.#rooms.has(roomId)) this.#rooms.set(roomId, { roomId, languages, seq: lastSeq });
  }

  close(roomId: string): void {
    this.#rooms.delete(roomId);
  }

  setLanguages(roomId: string, languages: readonly Language[]): void {
    const room = this.#rooms.get(roomId);
    if (room) room.languages = languages;
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
   * present now. Nothing is shown for a segment in which nothing was heard; if partials were shown
   * before, they are taken back.
   */
  async final(segment: OpenSegment, heard: Hypothesis): Promise<void> {
    const room = this.#rooms.get(segment.roomId);
    if (!room) return;
    const line = this.#line(segment, heard);
    if (heard.text === '' && !heard.gap) {
      if (line.revision > 1) this.#post(segment, { ...line, state: 'retracted' });
      return;
    }
    this.#post(segment, line);
    const others = room.languages.filter((language) => language !== segment.language);
    await Promise.all(
      others.map(async (language) => {
        const translated = await this.#translated(line, language);
        if (this.#rooms.has(segment.roomId)) this.#options.post(translated);
      }),
    );
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

  async #translated(source: CaptionSegment, to: Language): Promise<CaptionSegment> {
    const from = source.language;
    const terms = source.text === '' ? [] : this.#options.findTerms(source.text, from, to);
    const asSpoken: CaptionSegment = {
      ...source,
      language: to,
      flags: [...source.flags, 'untranslated'],
      ...(terms.length > 0 && { terms, glossaryVersion: this.#options.glossaryVersion }),
    };
    if (source.text === '' || source.flags.includes('gap')) return asSpoken;
    for (const translator of this.#options.translators) {
      if (!translator.pairs.some(([a, b]) => a === from && b === to)) continue;
      const translation = await translator
        .translate({
          ...{ text: source.text, from, to, terms, context: [] },
          deadlineMs: TRANSLATION_DEADLINE_MS,
          signal: AbortSignal.timeout(TRANSLATION_DEADLINE_MS),
        })
        // A translator that fails is one without an answer: the line is shown as it was spoken.
        .catch(() => undefined);
      if (!translation) continue;
      const { text, origin, engine, flags, phrasebookVersion } = translation;
      return {
        ...{ ...source, language: to, text, stableChars: text.length, origin, engine, flags },
        ...(phrasebookVersion !== undefined && { phrasebookVersion }),
      };
    }
    return asSpoken;
  }
}
