import type { Language, TranscriptLine, TranscriptSegment } from '@silkconsult/protocol';
import { foldText, textLanguageOf } from '@silkconsult/protocol';

/** Where in a line the words are. */
export interface Found {
  text: string;
  language: Language;
  replaced: boolean;
}

/**
 * The text of a line that holds all the words: one that stands before one that stood there. A line
 * that was taken back has none.
 */
export function findIn({ texts }: TranscriptLine, words: readonly string[]): Found | undefined {
  const holds = ({ text }: TranscriptSegment) => {
    const folded = foldText(text);
    return words.every((word) => folded.includes(word));
  };
  const found = (segment: TranscriptSegment | undefined, replaced: boolean) =>
    segment && { text: segment.text, language: textLanguageOf(segment), replaced };
  return (
    found(texts.map(({ newest }) => newest).find(holds), false) ??
    found(texts.flatMap(({ earlier }) => earlier).findLast(holds), true)
  );
}

/** A word for LIKE: as it stands, whatever signs are in it. */
export function likeWord(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
