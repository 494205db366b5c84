import type { CaptionSegment, Language } from '@silkconsult/protocol';

/** The last partial of each segment that is not final: if the host dies, they are closed by these. */
export class OpenPartials {
  readonly #partials = new Map<string, CaptionSegment>();

  see(segment: CaptionSegment): void {
    if (segment.state === 'partial') this.#partials.set(segment.segmentId, segment);
    else this.#partials.delete(segment.segmentId);
  }

  forget(roomId: string): void {
    for (const { segmentId, roomId: of } of this.#partials.values()) {
      if (of === roomId) this.#partials.delete(segmentId);
    }
  }

  /**
   * Readers must not wait for ever for the rest of a sentence: the lines that close each as far as
   * it was heard, as spoken and for each language of its room.
   */
  closeAll(languagesOf: (roomId: string) => readonly Language[]): CaptionSegment[] {
    const lines = [...this.#partials.values()].flatMap((partial) => {
      const revision = partial.revision + 1;
      const source: CaptionSegment = {
        ...partial,
        ...{ revision, sourceRevision: revision, state: 'final', flags: ['gap'] },
      };
      const others = languagesOf(partial.roomId).filter((one) => one !== partial.spokenLanguage);
      return [
        source,
        ...others.map((language): CaptionSegment => {
          return { ...source, language, flags: ['gap', 'untranslated'] };
        }),
      ];
    });
    this.#partials.clear();
    return lines;
  }
}
