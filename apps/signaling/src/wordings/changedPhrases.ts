import type { ChangedPhrase, Language, WordingOverlay } from '@silkconsult/protocol';
import { isUnreviewed } from '@silkconsult/protocol';

/** The sentences that a site has changed in a language, as the phrase panel shows them. */
export function changedPhrases({ wordings }: WordingOverlay, of: Language): ChangedPhrase[] {
  return wordings
    .filter(({ kind, language }) => kind === 'phrase' && language === of)
    .map(({ entryId, wording, review }) => ({
      ...{ entryId, text: wording.text, variants: wording.variants ?? [] },
      reviewed: !isUnreviewed(review),
    }));
}
