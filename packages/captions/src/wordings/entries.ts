import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type {
  ReviewState,
  Wording,
  WordingKind,
  WordingList,
} from '@silkconsult/protocol/wordings';
import { WORDING_LISTS } from '@silkconsult/protocol/wordings';
import type { WordingData } from './data.ts';

/** A sentence or a term, language by language, as an editor sees it. */
export interface Entry {
  id: string;
  /** The topic of a sentence or the domain of a term. */
  topic: string;
  languages: Partial<Record<Language, { wording: Wording; review: ReviewState }>>;
}

type Lists = Partial<Record<WordingList, Partial<Record<Language, string[]>>>>;

/** All entries of a kind, in the order of their file. */
export function entriesOf(kind: WordingKind, { phrasebook, glossary }: WordingData): Entry[] {
  if (kind === 'phrase') {
    return phrasebook.entries.map(({ id, topic, text, variants, review }) => ({
      ...{ id, topic },
      languages: sideBySide(kind, text, { variants }, { ...phrasebook.review, ...review }),
    }));
  }
  return glossary.terms.map(({ id, domain, text, review, ...lists }) => ({
    ...{ id, topic: domain },
    languages: sideBySide(kind, text, lists, { ...glossary.review, ...review }),
  }));
}

function sideBySide(
  kind: WordingKind,
  texts: Partial<Record<Language, string>>,
  lists: Lists,
  review: Record<Language, ReviewState>,
): Entry['languages'] {
  const languages: Entry['languages'] = {};
  for (const language of LANGUAGE_CODES) {
    const text = texts[language];
    if (text === undefined) continue;
    const wording: Wording = { text };
    for (const list of WORDING_LISTS[kind]) {
      const words = lists[list]?.[language];
      if (words && words.length > 0) wording[list] = words;
    }
    languages[language] = { wording, review: review[language] };
  }
  return languages;
}

/** The file of a kind in the format in which it is shipped, with what was changed here. */
export function fileOf(kind: WordingKind, { phrasebook, glossary }: WordingData): string {
  const file =
    kind === 'phrase'
      ? { ...phrasebook, entries: phrasebook.entries.map(withoutEmpty) }
      : { ...glossary, terms: glossary.terms.map(withoutEmpty) };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function withoutEmpty(entry: object): object {
  return Object.fromEntries(
    Object.entries(entry).filter(
      ([, value]) => typeof value !== 'object' || Object.keys(value).length > 0,
    ),
  );
}
