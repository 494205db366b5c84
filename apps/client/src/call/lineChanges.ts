import type { CaptionSegment, RequestData } from '@silkconsult/protocol';
import {
  beginCorrection,
  type Correction,
  type Corrections,
  correctionKey,
} from './corrections.ts';
import type { Store, WritableStore } from './store.ts';
import { createStore } from './store.ts';

type ChangeName = 'confirmReadBack' | 'disputeCaption' | 'correctCaption';

interface LineChangesOptions {
  ask<N extends ChangeName>(name: N, data: RequestData<N>): Promise<{ segment: CaptionSegment }>;
  /** The line as it is now. */
  onLine(segment: CaptionSegment): void;
}

/**
 * What people do to lines that are there: tick off, doubt, correct. What an interpreter is writing is
 * kept here, because panels come and go, and a lost connection or a conflict must not cost it.
 */
export class LineChanges {
  readonly #options: LineChangesOptions;
  readonly #corrections: WritableStore<Corrections> = createStore<Corrections>({});

  constructor(options: LineChangesOptions) {
    this.#options = options;
  }

  get corrections(): Store<Corrections> {
    return this.#corrections;
  }

  /** Somebody has read the line back, in front of this person. */
  async confirmReadBack(seen: CaptionSegment): Promise<void> {
    await this.#change('confirmReadBack', { ...asSeen(seen), confirmed: true });
  }

  /** Doubts the line's text, or doubts it no longer. */
  async dispute(seen: CaptionSegment, disputed: boolean): Promise<void> {
    await this.#change('disputeCaption', { ...asSeen(seen), disputed });
  }

  /** Opens the text for writing; what is being written there already stays. */
  begin(seen: CaptionSegment): void {
    if (!this.#written(seen)) this.write(beginCorrection(seen));
  }

  write(correction: Correction): void {
    this.#corrections.set({ [correctionKey(correction.seen)]: correction });
  }

  giveUp({ seen }: Correction): void {
    this.#corrections.set({ [correctionKey(seen)]: undefined });
  }

  /** Puts the words in the text's place for everybody; what is refused can be sent again. */
  async correct(correction: Correction): Promise<void> {
    const { seen, words } = correction;
    await this.#change('correctCaption', { ...asSeen(seen), text: words.trim() });
    // Who writes on while their words are on the way keeps what they wrote.
    if (this.#written(seen)?.words === words) this.giveUp(correction);
  }

  #written(seen: CaptionSegment): Correction | undefined {
    return this.#corrections.get()[correctionKey(seen)];
  }

  async #change<N extends ChangeName>(name: N, data: RequestData<N>): Promise<void> {
    const { segment } = await this.#options.ask(name, data);
    this.#options.onLine(segment);
  }
}

function asSeen({ segmentId, language, revision }: CaptionSegment) {
  return { segmentId, language, baseRevision: revision };
}
