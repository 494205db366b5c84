import type { TranscriptLine, TranscriptSegment } from '@silkconsult/protocol';

/** As spoken first; then the languages in a fixed order. */
function textsOf(segments: readonly TranscriptSegment[]): TranscriptLine['texts'] {
  const languages = [...Map.groupBy(segments, ({ language }) => language)];
  return languages
    .map(([, revisions]) => revisions.toSorted((a, b) => a.revision - b.revision))
    .flatMap((revisions) => {
      const newest = revisions.at(-1);
      // What was taken back in the end was never said.
      return newest && newest.state !== 'retracted'
        ? [{ newest, earlier: revisions.slice(0, -1) }]
        : [];
    })
    .toSorted(
      ({ newest: a }, { newest: b }) => rank(a) - rank(b) || (a.language < b.language ? -1 : 1),
    );
}

const rank = ({ language, spokenLanguage }: TranscriptSegment) =>
  language === spokenLanguage ? 0 : 1;

/** All revisions of a consult → its lines in the order in which they were said. */
export function toLines(segments: readonly TranscriptSegment[]): TranscriptLine[] {
  return [...Map.groupBy(segments, ({ segmentId }) => segmentId)]
    .map(([segmentId, of]) => ({ segmentId, texts: textsOf(of) }))
    .flatMap(({ segmentId, texts }) => {
      const first = texts[0]?.newest;
      return first ? [{ segmentId, texts, first }] : [];
    })
    .toSorted(({ first: a }, { first: b }) => a.t0Ms - b.t0Ms || a.seq - b.seq)
    .map(({ segmentId, texts, first }) => ({
      segmentId,
      speakerId: first.speakerId,
      at: new Date(first.t0Ms).toISOString(),
      texts,
    }));
}
