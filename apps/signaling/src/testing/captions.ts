import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { BreakerChanged, SpeakerDoubted, TranslationMeasured } from '@silkconsult/captions';
import { PhraseUnknownError } from '@silkconsult/captions';
import type {
  CaptionFigures,
  CaptionSegment,
  CaptionStatus,
  Language,
  Phrase,
  PhraseSuggestion,
} from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { NO_OVERLAY } from '@silkconsult/protocol/wordings';
import type { Captions } from '../rooms/captions.ts';

/** A fake at the seam that `Captions` is: it recognises nothing and remembers what it was told. */
export class FakeCaptions
  extends EventEmitter<{
    segment: [CaptionSegment];
    status: [CaptionStatus];
    translationMeasured: [TranslationMeasured];
    breakerChanged: [BreakerChanged];
    languageDoubted: [SpeakerDoubted];
    told: [];
  }>
  implements Captions
{
  status: CaptionStatus = { host: 'ready', speech: { en: 'fake' } };
  figures: CaptionFigures = {
    ...{ host: 'ready', engines: [], openBreakers: [] },
    ...{ hostRestarts: 0, droppedPackets: 0, gaps: 0 },
  };
  overlay: WordingOverlay = NO_OVERLAY;
  readonly dominant = new Map<string, string | undefined>();
  readonly rooms = new Map<string, readonly Language[]>();
  readonly streams = new Map<string, { speakerId: string; language: Language; packets: number }>();
  /** Makes every call about audio throw, as a host that is beyond repair might. */
  broken = false;

  layWordings(overlay: WordingOverlay): void {
    this.overlay = overlay;
  }

  openRoom(roomId: string): void {
    this.rooms.set(roomId, []);
  }

  closeRoom(roomId: string): void {
    this.rooms.delete(roomId);
  }

  setRoomLanguages(roomId: string, languages: readonly Language[]): void {
    if (this.rooms.has(roomId)) this.rooms.set(roomId, languages);
  }

  setDominantSpeaker(roomId: string, speakerId: string | undefined): void {
    this.dominant.set(roomId, speakerId);
  }

  /** Whose words may go outside, by room. */
  readonly outside = new Map<string, readonly string[]>();

  allowOutside(roomId: string, speakerIds: readonly string[]): void {
    this.outside.set(roomId, speakerIds);
  }

  openStream(stream: { streamId: string; speakerId: string; language: Language }): void {
    this.#check();
    const { streamId, speakerId, language } = stream;
    this.streams.set(streamId, { speakerId, language, packets: 0 });
    this.emit('told');
  }

  setStreamLanguage(streamId: string, language: Language): void {
    const stream = this.streams.get(streamId);
    if (stream) stream.language = language;
    this.emit('told');
  }

  pushRtp(streamId: string): void {
    this.#check();
    const stream = this.streams.get(streamId);
    if (stream) stream.packets += 1;
    this.emit('told');
  }

  closeStream(streamId: string): void {
    this.#check();
    this.streams.delete(streamId);
    this.emit('told');
  }

  /** One final line in the language that it was typed in. */
  async typeLine(line: {
    roomId: string;
    speakerId: string;
    language: Language;
    text: string;
  }): Promise<{ segmentId: string }> {
    if (this.broken) throw new Error('host is down');
    const segmentId = randomUUID();
    const { language, ...rest } = line;
    this.say({ segmentId, language, spokenLanguage: language, origin: 'typed', ...rest });
    return { segmentId };
  }

  /** A line that reads like the sentence's id: this fake has no book, and knows no "nowhere". */
  async sayPhrase(chosen: {
    roomId: string;
    speakerId: string;
    language: Language;
    phrase: Phrase;
  }): Promise<{ segmentId: string }> {
    if (this.broken) throw new Error('host is down');
    const { phrase, ...line } = chosen;
    if (phrase.entryId.startsWith('nowhere')) throw new PhraseUnknownError('not in the book');
    const segmentId = randomUUID();
    const spokenLanguage = line.language;
    this.say({ ...line, segmentId, spokenLanguage, text: phrase.entryId, origin: 'phrasebook' });
    return { segmentId };
  }

  async suggestPhrases(text: string, language: Language): Promise<PhraseSuggestion[]> {
    return [{ entryId: 'pain.where', fillings: {}, text: `${text}?`, language }];
  }

  /** What it was told to translate again. */
  readonly retranslations: { line: CaptionSegment; locked: readonly Language[] }[] = [];

  retranslate(line: CaptionSegment, locked: readonly Language[]): void {
    this.retranslations.push({ line, locked });
  }

  /** Posts a segment as the captions host would. */
  say(segment: Partial<CaptionSegment> & Pick<CaptionSegment, 'roomId' | 'speakerId'>): void {
    this.emit('segment', {
      segmentId: randomUUID(),
      seq: 1,
      spokenLanguage: 'en',
      language: 'en',
      revision: 1,
      sourceRevision: 1,
      state: 'final',
      text: 'Does it hurt?',
      stableChars: 0,
      t0Ms: 0,
      t1Ms: 1,
      origin: 'recognizer',
      engine: 'fake',
      flags: [],
      ...segment,
    });
  }

  async close(): Promise<void> {
    this.rooms.clear();
    this.streams.clear();
  }

  #check(): void {
    if (this.broken) throw new Error('host is down');
  }
}
