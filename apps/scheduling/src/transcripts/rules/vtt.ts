import type { Language, Transcript, TranscriptLine } from '@silkconsult/protocol';
import { needsCare, textLanguageOf } from '@silkconsult/protocol';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** A cue that is over at once would not be seen. */
const SHORTEST_MS = 1000;

/** `01:02:03.004`, as WebVTT wants it. */
function timestamp(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  const minutes = part((ms % HOUR_MS) / MINUTE_MS);
  const seconds = part((ms % MINUTE_MS) / 1000);
  return `${part(ms / HOUR_MS)}:${minutes}:${seconds}.${part(ms % 1000, 3)}`;
}

const escaped = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** The text in the reader's language where there is one, else as it was spoken. */
function textFor({ texts }: TranscriptLine, language: Language | undefined) {
  return (texts.find(({ newest }) => newest.language === language) ?? texts[0])?.newest;
}

/**
 * The transcript as subtitles; the first line begins at zero. What must not be relied on (a flag, a
 * dose that nobody read back) is marked with a sign before the text.
 */
export function toVtt({ speakers, lines }: Transcript, language?: Language): string {
  const nameOf = new Map(speakers.map(({ id, name }) => [id, name]));
  const zero = Date.parse(lines[0]?.at ?? '') || 0;
  const cues = lines.flatMap((line, index) => {
    const segment = textFor(line, language);
    if (!segment) return [];
    const begin = segment.t0Ms - zero;
    const end = Math.max(segment.t1Ms - zero, begin + SHORTEST_MS);
    const sign = needsCare(segment) ? '⚠ ' : '';
    const voice = escaped(nameOf.get(line.speakerId) ?? '');
    const text = `<lang ${textLanguageOf(segment)}>${escaped(segment.text)}</lang>`;
    return [
      `${index + 1}\n${timestamp(begin)} --> ${timestamp(end)}\n<v ${voice}>${sign}${text}</v>\n`,
    ];
  });
  return ['WEBVTT\n', ...cues].join('\n');
}
