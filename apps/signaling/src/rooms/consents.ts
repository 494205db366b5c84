import type { CaptionSegment, SpeakerConsents } from '@silkconsult/protocol';
import { outsideSpeakers } from './rules.ts';

interface RoomConsentsEvents {
  /** Other speakers than before are kept. */
  transcribedChanged(): void;
  /** Somebody said yes or no to engines outside the hospital. */
  outsideChanged(): void;
  /** This speaker withdrew. */
  withdrawn(speakerId: string): void;
}

/** A word that is written down elsewhere than in the room reaches it within this time. */
const REFRESH_MS = 15_000;

/**
 * What may be done with the words of a room: whose lines are handed over for the transcript, and
 * whose words engines outside the hospital may have. Of the transcript scheduling has the last word
 * and refuses what it must not keep; this side sees to it that nothing is sent without consent.
 */
export class RoomConsents {
  readonly #ask: () => Promise<SpeakerConsents>;
  readonly #events: RoomConsentsEvents;
  readonly #timer: NodeJS.Timeout;
  /** Speaker → since when. */
  #kept = new Map<string, number>();
  #withdrawn = new Set<string>();
  #outside: SpeakerConsents['outsideEngines'] = { given: [], refused: [], patients: [] };
  #asking: Promise<void> = Promise.resolve();
  /** Asked for and not begun: whoever asks now gets the same answer. */
  #next: Promise<void> | undefined;
  #closed = false;

  constructor(ask: () => Promise<SpeakerConsents>, events: RoomConsentsEvents) {
    this.#ask = ask;
    this.#events = events;
    this.#timer = setInterval(() => void this.refresh(), REFRESH_MS);
    this.#timer.unref();
    void this.refresh();
  }

  /** Whose lines are kept. */
  get transcribed(): string[] {
    return [...this.#kept.keys()].sort();
  }

  /** What was said before the consent stays unkept, also when it is corrected later. */
  keeps({ speakerId, state, t0Ms }: CaptionSegment): boolean {
    const since = this.#kept.get(speakerId);
    return state !== 'partial' && since !== undefined && t0Ms >= since;
  }

  /** Whose words may go outside while these are in the room. */
  outsideSpeakers(present: readonly string[]): string[] {
    return outsideSpeakers(this.#outside, present);
  }

  hasWithdrawn(speakerId: string): boolean {
    return this.#withdrawn.has(speakerId);
  }

  /** Asks again; one question after the other, so that no older answer comes last. */
  refresh(): Promise<void> {
    if (this.#next) return this.#next;
    const next = this.#asking.then(async () => {
      this.#next = undefined;
      if (this.#closed) return;
      // Who cannot be asked has not changed their mind; scheduling refuses if they have.
      const answer = await this.#ask().catch(() => undefined);
      if (answer && !this.#closed) this.#apply(answer);
    });
    this.#next = next;
    this.#asking = next;
    return next;
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  #apply({ transcript: { kept, withdrawn }, outsideEngines }: SpeakerConsents): void {
    const before = this.transcribed.join();
    const gone = withdrawn.filter((speakerId) => !this.#withdrawn.has(speakerId));
    this.#kept = new Map(kept.map(({ speakerId, since }) => [speakerId, Date.parse(since)]));
    this.#withdrawn = new Set(withdrawn);
    this.#outside = outsideEngines;
    this.#events.outsideChanged();
    for (const speakerId of gone) this.#events.withdrawn(speakerId);
    if (before !== this.transcribed.join()) this.#events.transcribedChanged();
  }
}
