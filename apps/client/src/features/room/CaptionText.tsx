import type { CaptionSegment, Language } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';

interface CaptionTextProps {
  segment: CaptionSegment;
  language: Language;
  className?: string;
}

/** A line in its own language and direction, whatever the page around it speaks. */
export function CaptionText({ segment, language, className }: CaptionTextProps) {
  const { text, state } = segment;
  const stable = state === 'partial' ? Math.min(segment.stableChars, text.length) : text.length;
  return (
    <span className={className} lang={language} dir={directionOf(language)}>
      {text.slice(0, stable)}
      {stable < text.length && <span data-unstable>{text.slice(stable)}</span>}
    </span>
  );
}
