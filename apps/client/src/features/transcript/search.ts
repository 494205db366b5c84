import type { Language, TranscriptLine } from '@silkconsult/protocol';
import { foldedWords, foldText, textLanguageOf } from '@silkconsult/protocol';

/** The lines that hold all the words, in whichever language, in any text that stands or stood. */
export function findLines(lines: readonly TranscriptLine[], words: string): TranscriptLine[] {
  const wanted = foldedWords(words);
  return lines.filter(({ texts }) => {
    const all = texts.flatMap(({ newest, earlier }) => [newest, ...earlier]);
    const text = foldText(all.map((segment) => segment.text).join('\n'));
    return wanted.every((word) => text.includes(word));
  });
}

/** What was said, and beside it the reader's language where that is another one. */
export function sidesOf({ texts }: TranscriptLine, reader: Language) {
  const [spoken] = texts;
  const translated = texts.find(
    (text) => text !== spoken && text.newest.language === reader && isTranslated(text),
  );
  return { spoken, translated };
}

const isTranslated = ({ newest }: TranscriptLine['texts'][number]) =>
  textLanguageOf(newest) === newest.language;
