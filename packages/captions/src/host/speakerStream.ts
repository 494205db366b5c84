import type { Language } from '@silkconsult/protocol';
import type { SpeechDecoder } from '../audio/opus.ts';
import { createSpeechDecoder } from '../audio/opus.ts';
import { ReorderBuffer } from '../audio/reorder.ts';
import { parseRtp } from '../audio/rtp.ts';
import { Segmenter } from '../audio/segmenter.ts';
import { Timeline } from '../audio/timeline.ts';
import { createVoiceDetector } from '../audio/vad.ts';
import type { Hypothesis, RecognitionStream, Recognizer } from '../recognizers/recognizer.ts';
import type { StreamInfo, TappedPacket } from './messages.ts';
import type { OpenSegment, Rooms } from './rooms.ts';

interface Spoken {
  /** Undefined when the room was not open any more. */
  segment: OpenSegment | undefined;
  t1Ms: number | undefined;
}

/** One speaker's microphone in one language: RTP → sound → segments → recogniser → the room. */
export class SpeakerStream {
  readonly #info: StreamInfo;
  readonly #rooms: Rooms;
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

  static async create(
    info: StreamInfo,
    recognizer: Recognizer,
    rooms: Rooms,
  ): Promise<SpeakerStream> {
    return new SpeakerStream(info, recognizer, rooms, await createSpeechDecoder());
  }

  constructor(info: StreamInfo, recognizer: Recognizer, rooms: Rooms, decoder: SpeechDecoder) {
    this.#info = info;
    this.#rooms = rooms;
    this.#engine = recognizer.id;
    this.#decoder = decoder;
    this.#timeline = new Timeline(info.streamId, decoder);
    this.#recognition = recognizer
      .open({ language: info.language, hotwords: [], signal: this.#abort.signal })
      .on('hypothesis', (hypothesis) => this.#hear(hypothesis));
    this.#segmenter = new Segmenter(createVoiceDetector(), {
      begin: () => this.#open.push({ segment: this.#begin(), t1Ms: undefined }),
      audio: (chunk) => this.#recognition.push(chunk),
      end: (t1Ms) => {
        const last = this.#open.at(-1);
        if (last) last.t1Ms = t1Ms;
        this.#recognition.endSegment();
      },
    });
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

  #begin(): OpenSegment | undefined {
    const { roomId, speakerId, language } = this.#info;
    return this.#rooms.begin({
      ...{ roomId, speakerId, language },
      ...{ origin: 'recognizer', engine: this.#engine },
    });
  }

  #hear(hypothesis: Hypothesis): void {
    const [spoken] = this.#open;
    if (hypothesis.final) this.#open.shift();
    if (!spoken?.segment) return;
    // The voice ended before the pause by which that was known.
    const heard = { ...hypothesis, t1Ms: spoken.t1Ms ?? hypothesis.t1Ms };
    if (heard.final) void this.#rooms.final(spoken.segment, heard);
    else this.#rooms.partial(spoken.segment, heard);
  }
}
