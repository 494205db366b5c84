import type { Language } from '@silkconsult/protocol';
import type { Wording, WordingOverlay } from '@silkconsult/protocol/wordings';
import type { WordingData } from './data.ts';

type Term = WordingData['glossary']['terms'][number];

type Changed = WordingOverlay['wordings'][number];

/**
 * The shipped data with what was changed on this site laid on. Wordings of entries that the files no
 * longer have are left out: an entry that was taken away upstream does not come back by an edit.
 */
export function layOn(shipped: WordingData, overlay: WordingOverlay): WordingData {
  const { phrasebook, glossary } = shipped;
  const changed = Map.groupBy(overlay.wordings, ({ kind, entryId }) => `${kind} ${entryId}`);
  const of = (kind: string, id: string) => changed.get(`${kind} ${id}`) ?? [];
  const known = new Set(glossary.terms.map(({ id }) => id));
  const added = overlay.addedTerms
    .filter(({ id }) => !known.has(id))
    .map(
      ({ id, domain }): Term => ({
        ...{ id, domain, text: {}, synonyms: {}, ambiguous: {}, stems: {}, forms: {} },
      }),
    );
  return {
    ...shipped,
    phrasebook: {
      ...phrasebook,
      version: versionOf(phrasebook.version, overlay.revision.phrase),
      entries: phrasebook.entries.map((entry) => {
        const mine = of('phrase', entry.id);
        if (mine.length === 0) return entry;
        return {
          ...entry,
          text: { ...entry.text, ...per(mine, ({ wording }) => wording.text) },
          variants: listsOf(entry.variants, mine, 'variants'),
          review: { ...entry.review, ...per(mine, ({ review }) => review) },
        };
      }),
    },
    glossary: {
      ...glossary,
      version: versionOf(glossary.version, overlay.revision.term),
      terms: [...glossary.terms, ...added].map((term) => {
        const mine = of('term', term.id);
        if (mine.length === 0) return term;
        return {
          ...term,
          text: { ...term.text, ...per(mine, ({ wording }) => wording.text) },
          synonyms: listsOf(term.synonyms, mine, 'synonyms'),
          ambiguous: listsOf(term.ambiguous, mine, 'ambiguous'),
          stems: listsOf(term.stems, mine, 'stems'),
          forms: listsOf(term.forms, mine, 'forms'),
          review: { ...term.review, ...per(mine, ({ review }) => review) },
        };
      }),
    },
  };
}

/** "2026.11.22-2+7": the shipped version and how often it was changed here. */
function versionOf(shipped: string, revision: number): string {
  return revision === 0 ? shipped : `${shipped}+${revision}`;
}

function per<T>(changed: readonly Changed[], value: (one: Changed) => T) {
  return Object.fromEntries(changed.map((one) => [one.language, value(one)])) as Partial<
    Record<Language, T>
  >;
}

function listsOf(
  before: Partial<Record<Language, string[]>>,
  changed: readonly Changed[],
  list: Exclude<keyof Wording, 'text'>,
): Partial<Record<Language, string[]>> {
  const lists = { ...before };
  for (const { language, wording } of changed) {
    const words = wording[list];
    if (words && words.length > 0) lists[language] = words;
    else delete lists[language];
  }
  return lists;
}
