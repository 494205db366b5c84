import { isDeepStrictEqual } from 'node:util';
import type { CaptionSegment, Language, ReadBackReason } from '@silkconsult/protocol';

/** The text of a line in one language, at the revision that somebody looks at. */
export interface Seen {
  language: Language;
  baseRevision: number;
}

/** What became of a person's change: done, with what is to be told; or why not. */
export type Change =
  | { outcome: 'done'; current: CaptionSegment; told: CaptionSegment[] }
  | { outcome: 'stale'; current: CaptionSegment }
  | { outcome: 'unknown' };

interface Text {
  /** As its author wrote it, without the marks of the line. */
  written: CaptionSegment;
  /** As everybody was last told it. */
  told: CaptionSegment | undefined;
  /** Who looks at this revision or a later one has seen what there is to see of the text. */
  seenFrom: number;
  reasons: readonly ReadBackReason[];
}

/**
 * One utterance in every language, and who has the last word in each.
 *
 * Machines write until the interpreter does; then nobody but an interpreter writes in that language.
 * A translation counts only for the source that it translates, and an older text never comes back.
 * Whatever changes, each language's revision goes up, so clients that keep the highest one they have
 * seen all end with the same lines, in whatever order they hear of them. No clock, no I/O.
 */
export class Utterance {
  readonly #texts = new Map<Language, Text>();
  #corrections = 0;
  #tick: { by: string; at: Date } | undefined;
  #dispute: { by: string; language: Language } | undefined;

  get segments(): CaptionSegment[] {
    return [...this.#texts.values()].flatMap(({ told }) =>
      told && told.state !== 'retracted' ? [told] : [],
    );
  }

  get locked(): Language[] {
    return [...this.#texts]
      .filter(([, { written }]) => written.state === 'corrected')
      .map(([language]) => language);
  }

  /** What a recogniser or a translator says. */
  take(segment: CaptionSegment): CaptionSegment[] {
    const known = this.#texts.get(segment.language);
    if (segment.state === 'partial') return known ? [] : [segment];
    if (known?.written.state === 'corrected') return this.#takeReasons(known, segment);
    if (segment.state === 'corrected' || !this.#isNews(segment, known)) return [];
    const { readBack, disputed: _, sourceChanged: __, ...written } = segment;
    const isSource = segment.language === segment.spokenLanguage;
    const reasons = isSource ? (readBack?.reasons ?? []) : [];
    this.#write(written, reasons);
    return this.#settle();
  }

  correct(seen: Seen, text: string, by: string): Change {
    return this.#change(seen, (current) => {
      const { language, spokenLanguage } = current;
      const revision = current.revision + 1;
      const isSource = language === spokenLanguage;
      if (isSource || this.#dispute?.language === language) this.#dispute = undefined;
      const same = text === current.text && current.state === 'corrected';
      if (same && isSource) return;
      const {
        terms: _,
        phrasebookVersion: __,
        glossaryVersion: ___,
        via: ______,
        ...kept
      } = current;
      const { readBack, disputed: ____, sourceChanged: _____, ...plain } = kept;
      if (isSource) this.#corrections += 1;
      const source = this.#texts.get(spokenLanguage)?.written;
      if (!same) this.#tick = undefined;
      this.#write(
        {
          ...{ ...plain, state: 'corrected', origin: 'interpreter', engine: 'interpreter' },
          ...{ text, stableChars: text.length, flags: [], revision, correctedBy: by },
          sourceRevision: isSource ? revision : (source?.sourceRevision ?? plain.sourceRevision),
          ...(this.#corrections > 0 && { corrections: this.#corrections }),
        },
        // Until the host has read the new text, it is to be read back for what the old one held.
        readBack?.reasons ?? [],
      );
    });
  }

  confirm(seen: Seen, tick: { by: string; at: Date } | undefined): Change {
    const shown = this.#texts.get(seen.language)?.told;
    // What was read back was a translation of something else.
    if (tick && shown?.sourceChanged) return { outcome: 'stale', current: shown };
    return this.#change(seen, (current) => {
      // The first to hear it keeps the tick; without reasons there is nothing to tick.
      if (!tick || !this.#tick) this.#tick = current.readBack && tick;
    });
  }

  dispute(seen: Seen, by: string | undefined): Change {
    return this.#change(seen, ({ language }) => {
      if (by === undefined) this.#dispute = undefined;
      else this.#dispute ??= { by, language };
    });
  }

  /** A text that is not there, that is retracted, or that the person has not seen stays as it is. */
  #change(seen: Seen, apply: (current: CaptionSegment) => void): Change {
    const text = this.#texts.get(seen.language);
    if (!text?.told || text.told.state === 'retracted') return { outcome: 'unknown' };
    if (seen.baseRevision < text.seenFrom) return { outcome: 'stale', current: text.told };
    apply(text.told);
    const told = this.#settle();
    const current = this.#texts.get(seen.language)?.told ?? text.told;
    return { outcome: 'done', current, told };
  }

  /** The host has read the interpreter's words and says why they must be read back. */
  #takeReasons(known: Text, segment: CaptionSegment): CaptionSegment[] {
    const { written } = known;
    if (segment.state !== 'corrected' || segment.text !== written.text) return [];
    if (segment.revision !== written.revision) return [];
    known.reasons = segment.readBack?.reasons ?? [];
    return this.#settle();
  }

  /** Of the source as it is now, and later than what is there. */
  #isNews(segment: CaptionSegment, known: Text | undefined): boolean {
    if ((segment.corrections ?? 0) !== this.#corrections) return false;
    const source = this.#texts.get(segment.spokenLanguage)?.written;
    if (source && segment.sourceRevision < source.sourceRevision) return false;
    if (!known) return true;
    const { written } = known;
    const before = [written.corrections ?? 0, written.sourceRevision, written.revision];
    const after = [segment.corrections ?? 0, segment.sourceRevision, segment.revision];
    const at = after.findIndex((each, index) => each !== before[index]);
    return at >= 0 && (after[at] ?? 0) > (before[at] ?? 0);
  }

  #write(written: CaptionSegment, reasons: readonly ReadBackReason[]): void {
    const { language, spokenLanguage } = written;
    const known = this.#texts.get(language);
    if (known && known.written.text !== written.text) {
      if (language === spokenLanguage) this.#tick = undefined;
      if (this.#dispute?.language === language || language === spokenLanguage)
        this.#dispute = undefined;
    }
    const { told, seenFrom = 0 } = known ?? {};
    this.#texts.set(language, { written, told, seenFrom, reasons });
  }

  /** Gives every text that is now another one its next revision. */
  #settle(): CaptionSegment[] {
    const reasons = this.#reasons();
    const told: CaptionSegment[] = [];
    for (const text of this.#texts.values()) {
      const before = text.told;
      const next = { ...text.written, ...this.#marks(text, reasons) };
      if (before && isDeepStrictEqual({ ...next, revision: before.revision }, before)) continue;
      const revision = before ? Math.max(before.revision + 1, next.revision) : next.revision;
      text.told = { ...next, revision };
      if (before?.text !== next.text || (next.sourceChanged && !before.sourceChanged))
        text.seenFrom = revision;
      told.push(text.told);
    }
    return told;
  }

  #reasons(): ReadBackReason[] {
    return [...new Set([...this.#texts.values()].flatMap((text) => text.reasons))];
  }

  #marks(text: Text, reasons: ReadBackReason[]): Partial<CaptionSegment> {
    if (text.written.state === 'retracted') return {};
    const tick = this.#tick && {
      confirmedBy: this.#tick.by,
      confirmedAt: this.#tick.at.toISOString(),
    };
    return {
      ...(reasons.length > 0 && { readBack: { reasons, ...tick } }),
      ...(this.#dispute && { disputed: this.#dispute }),
      ...(this.#isOutdated(text.written) && { sourceChanged: true as const }),
    };
  }

  /** The text stands for a source that has become another one since. */
  #isOutdated({ language, spokenLanguage, corrections = 0, sourceRevision }: CaptionSegment) {
    const source = this.#texts.get(spokenLanguage)?.written;
    if (!source || language === spokenLanguage) return false;
    return corrections < this.#corrections || sourceRevision < source.sourceRevision;
  }
}
