import type { Language } from '@silkconsult/protocol';
import type { SpeechDecoder } from '../audio/opus.ts';
import { createSpeechDecoder } from '../audio/opus.ts';
import { ReorderBuffer } from '../audio/reorder.ts';
import { parseRtp } from '../audio/rtp.ts';
import { Segmenter } from '../audio/segmenter.ts';
import { Timeline } from '../audio/timeline.ts';
import { createVoiceDetector } from '../audio/vad.ts';
import type { Hypothesis, RecognitionStream, Recognizer } from '../recognizers/recognizer.ts';
import type { EngineLoad } from './engineLoad.ts';
import type { LanguageDoubted } from './languageDoubt.ts';
import { LanguageDoubt } from './languageDoubt.ts';
import type { StreamInfo, TappedPacket } from './messages.ts';
import type { OpenSegment, Rooms } from './rooms.ts';
import { SpeakerGate } from './speakerGate.ts';

/** One line stands for all that is left out within this time, and not one for each of its pauses. */
const GAP_LINE_EVERY_MS = 30_000;

/** What a stream is told by the host that it is part of. */
export interface StreamSurroundings {
  rooms: Rooms;
  /** Of the engine that hears it. */
  load: EngineLoad;
  /** Whether somebody else in the room is the dominant speaker. */
  outspoken(): boolean;
  /** The languages that a text is in when it is not in the expected one. */
  otherLanguages(text: string, expected: Language): readonly Language[];
  /** The speaker seems to speak another language than this one. */
  doubted(doubted: LanguageDoubted): void;
  /** Words that the engine may expect now. */
  hotwords(): readonly string[];
}

interface Spoken {
  /** Undefined when the room was not open any more. */
  segment: OpenSegment | undefined;
  t1Ms: number | undefined;
  /** The last partial, and up to where the sound was known then. */
  shown: string;
  partialMs: number;
}

/** One speaker's microphone in one language: RTP → sound → segments → recogniser → the room. */
export class SpeakerStream {
  readonly #info: StreamInfo;
  readonly #rooms: Rooms;
  readonly #load: EngineLoad;
  readonly #doubt: LanguageDoubt;
  readonly #doubted: StreamSurroundings['doubted'];
  readonly #recognition: RecognitionStream;
  readonly #engine: string;
  readonly #reorder = new ReorderBuffer();
  readonly #decoder: SpeechDecoder;
  readonly #timeline: Timeline;
  readonly #segmenter: Segmenter;
  readonly #abort = new AbortController();
  /** Spoken and not yet final, oldest first: the recogniser answers in this order. */
  readonly #open: Spoken[] = [];
  #lastArrivalMs = 0;
  #gapLineMs = Number.NEGATIVE_INFINITY;

  static async create(
    info: StreamInfo,
    recognizer: Recognizer,
    surroundings: StreamSurroundings,
  ): Promise<SpeakerStream> {
    return new SpeakerStream(info, recognizer, surroundings, await createSpeechDecoder());
  }

  constructor(
    info: StreamInfo,
    recognizer: Recognizer,
    { rooms, load, outspoken, hotwords, otherLanguages, doubted }: StreamSurroundings,
    decoder: SpeechDecoder,
  ) {
    this.#info = info;
    this.#rooms = rooms;
    this.#load = load;
    this.#doubted = doubted;
    this.#doubt = new LanguageDoubt(
      (text) => otherLanguages(text, info.language),
      recognizer.languages,
    );
    this.#engine = recognizer.id;
    this.#decoder = decoder;
    this.#timeline = new Timeline(info.streamId, decoder);
    this.#recognition = recognizer
      .open({ language: info.language, hotwords, signal: this.#abort.signal, pace: load })
      .on('hypothesis', (hypothesis) => this.#hear(hypothesis));
    const gate = new SpeakerGate(
      {
        begin: () => this.#open.push(this.#begin()),
        audio: (chunk) => this.#recognition.push(chunk),
        end: (t1Ms) => {
          const last = this.#open.at(-1);
          if (last) last.t1Ms = t1Ms;
          this.#recognition.endSegment();
        },
        skipped: (t0Ms, t1Ms) => this.#skipped(t0Ms, t1Ms),
      },
      () => load.level < 4 || !outspoken(),
    );
    this.#segmenter = new Segmenter(createVoiceDetector(), gate);
  }

  get language(): Language {
    return this.#info.language;
  }

  push({ packet, arrivedMs }: TappedPacket): void {
    const bytes = Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength);
    const parsed = parseRtp(bytes, arrivedMs);
    if (!parsed) return;
    this.#lastArrivalMs = arrivedMs;
    this.#play(this.#reorder.push(parsed));
  }

  /** Call it every few tens of milliseconds: gaps and pauses end by time, not by packets. */
  tick(nowMs: number): void {
    this.#play(this.#reorder.pull(nowMs));
    this.#segmenter.starve(this.#lastArrivalMs, nowMs);
  }

  /** What has been said and is not recognised yet is given up: it goes to no engine any more. */
  abort(): void {
    this.#abort.abort();
  }

  /** What has been said until now is still recognised and shown. */
  async close(): Promise<void> {
    this.#segmenter.close();
    await this.#recognition.close();
    this.#abort.abort();
    this.#decoder.free();
  }

  #play(packets: ReturnType<ReorderBuffer['push']>): void {
    for (const packet of packets) {
      for (const chunk of this.#timeline.feed(packet)) this.#segmenter.push(chunk);
    }
  }

  #begin(): Spoken {
    const { roomId, speakerId, language } = this.#info;
    const segment = this.#rooms.begin({
      ...{ roomId, speakerId, language },
      ...{ origin: 'recognizer', engine: this.#engine },
    });
    return { segment, t1Ms: undefined, shown: '', partialMs: Number.NEGATIVE_INFINITY };
  }

  #skipped(t0Ms: number, t1Ms: number): void {
    if (t0Ms - this.#gapLineMs < GAP_LINE_EVERY_MS) return;
    this.#gapLineMs = t0Ms;
    const { segment } = this.#begin();
    const gap: Hypothesis = { text: '', stableChars: 0, final: true, gap: true, t0Ms, t1Ms };
    if (segment) void this.#rooms.final(segment, gap);
  }

  #hear(hypothesis: Hypothesis): void {
    const [spoken] = this.#open;
    if (hypothesis.final) this.#open.shift();
    if (!spoken?.segment) return;
    // The voice ended before the pause by which that was known.
    const heard = { ...hypothesis, t1Ms: spoken.t1Ms ?? hypothesis.t1Ms };
    if (heard.final) {
      if (!heard.gap) {
        this.#gapLineMs = Number.NEGATIVE_INFINITY;
        const doubted = this.#doubt.hear(heard);
        if (doubted) this.#doubted(doubted);
      }
      void this.#rooms.final(spoken.segment, heard, { hurried: this.#load.level >= 2 });
      return;
    }
    this.#showPartial(spoken, spoken.segment, heard);
  }

  /**
   * As far as two hypotheses agree, because words that come and go are worse to read than words that
   * come a third of a second later; and what was shown is not taken back for being less.
   */
  #showPartial(spoken: Spoken, segment: OpenSegment, heard: Hypothesis): void {
    const text = heard.text.slice(0, heard.stableChars);
    if (text === '' || spoken.shown.startsWith(text)) return;
    // Engines that set their own pace are held to the host's.
    if (heard.t1Ms - spoken.partialMs < this.#load.everySeconds * 1000) return;
    spoken.partialMs = heard.t1Ms;
    spoken.shown = text;
    this.#rooms.partial(segment, { ...heard, text });
  }
}
