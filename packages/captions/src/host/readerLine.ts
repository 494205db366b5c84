import type { CaptionSegment, Language } from '@silkconsult/protocol';
import type { TermHit, Translation } from '../translators/translator.ts';

/** A line as the readers of one language get it: translated, or as spoken and saying so. */
export function lineFor(
  language: Language,
  source: CaptionSegment,
  translation: Translation | undefined,
  { terms, glossaryVersion }: { terms: readonly TermHit[]; glossaryVersion?: string },
): CaptionSegment {
  if (!translation || translation.flags.includes('untranslated')) {
    const why = translation?.flags.filter((flag) => flag !== 'untranslated') ?? [];
    return {
      ...{ ...source, language },
      flags: [...source.flags, 'untranslated', ...why],
      ...(terms.length > 0 && { terms: [...terms], glossaryVersion }),
    };
  }
  const { text, origin, engine, flags, phrasebookVersion, via } = translation;
  return {
    ...{ ...source, language, text, stableChars: text.length, origin, engine, flags },
    ...(phrasebookVersion !== undefined && { phrasebookVersion }),
    ...(via && { via }),
    // The terms were told to the machine and looked for in what it wrote.
    ...(origin === 'translator' && terms.length > 0 && { glossaryVersion }),
  };
}
