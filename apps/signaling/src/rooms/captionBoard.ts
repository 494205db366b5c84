import type { CaptionSegment, Language } from '@silkconsult/protocol';
import { LIMITS, readsSegment } from './rules.ts';
import type { Change, Seen } from './utterance.ts';
import { Utterance } from './utterance.ts';

/** Which line somebody means, and at which of its revisions they look. */
export type LineSeen = Seen & { segmentId: string };

/**
 * The finished lines of a room: what late joiners are shown, and where machines' and people's
 * changes meet. In memory only, gone with the room.
 */
export class CaptionBoard {
  /** A Map keeps the order in which they came. */
  readonly #utterances = new Map<string, Utterance>();

  /** @returns what is to be told of what the captions host says */
  take(segment: CaptionSegment): CaptionSegment[] {
    const utterance = this.#utterances.get(segment.segmentId) ?? new Utterance();
    const told = utterance.take(segment);
    if (segment.state === 'partial') return told;
    this.#utterances.set(segment.segmentId, utterance);
    if (this.#utterances.size > LIMITS.captionsKept) {
      const [oldest] = this.#utterances.keys();
      if (oldest) this.#utterances.delete(oldest);
    }
    return told;
  }

  /** The interpreter's words for a line. */
  correct(seen: LineSeen, text: string, by: string): Change {
    return this.#find(seen)?.correct(seen, text, by) ?? UNKNOWN;
  }

  /** Ticks off what was read back, or takes the tick away. */
  confirm(seen: LineSeen, tick: { by: string; at: Date } | undefined): Change {
    return this.#find(seen)?.confirm(seen, tick) ?? UNKNOWN;
  }

  /** Marks a line as doubted by somebody, or by nobody any more. */
  dispute(seen: LineSeen, by: string | undefined): Change {
    return this.#find(seen)?.dispute(seen, by) ?? UNKNOWN;
  }

  /** Forgets everything that somebody said. */
  forget(speakerId: string): void {
    for (const [segmentId, { segments }] of this.#utterances)
      if (segments.some((segment) => segment.speakerId === speakerId))
        this.#utterances.delete(segmentId);
  }

  /** The languages of a line in which the words are the interpreter's. */
  lockedLanguages(segmentId: string): Language[] {
    return this.#utterances.get(segmentId)?.locked ?? [];
  }

  /** What someone who reads this language is shown. */
  linesFor(captionLanguage: Language): CaptionSegment[] {
    return [...this.#utterances.values()]
      .flatMap(({ segments }) => segments)
      .filter((segment) => readsSegment(segment, captionLanguage));
  }

  #find({ segmentId }: LineSeen): Utterance | undefined {
    return this.#utterances.get(segmentId);
  }
}

const UNKNOWN: Change = { outcome: 'unknown' };
