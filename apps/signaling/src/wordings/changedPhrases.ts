import type { ChangedPhrase, Language } from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { isUnreviewed } from '@silkconsult/protocol/wordings';

/** The sentences that a site has changed in a language, as the phrase panel shows them. */
export function changedPhrases({ wordings }: WordingOverlay, of: Language): ChangedPhrase[] {
  return wordings
    .filter(({ kind, language }) => kind === 'phrase' && language === of)
    .map(({ entryId, wording, review }) => ({
      ...{ entryId, text: wording.text, variants: wording.variants ?? [] },
      reviewed: !isUnreviewed(review),
    }));
}
