import { findTerms, loadGlossary } from '../glossary/index.ts';
import { checkTranslation, loadGuards, needsReadBack } from '../guards/index.ts';
import { loadPhrasebook } from '../phrasebook/index.ts';
import { PhrasebookTranslator } from '../translators/phrasebook.ts';
import type { Checks } from '../translators/route.ts';
import { expectedEnglish } from './expectedSpeech.ts';
import { Phrases } from './phrases.ts';
import type { RoomsOptions } from './rooms.ts';

/** What the host knows of languages: how to translate, the glossary, and what is likely to be said. */
export interface Knowledge extends Pick<RoomsOptions, 'translators' | 'needsReadBack'>, Checks {
  phrases: Phrases;
  glossaryVersion: string;
  expectedEnglish: readonly (readonly string[])[];
}

/** @throws Error when one of our own data files is not valid. */
export function loadKnowledge(): Knowledge {
  const glossary = loadGlossary();
  const book = loadPhrasebook();
  const guards = loadGuards(glossary);
  return {
    translators: [new PhrasebookTranslator(book)],
    phrases: new Phrases(book),
    expectedEnglish: expectedEnglish(book),
    glossaryVersion: glossary.version,
    needsReadBack: (text, language) => needsReadBack(text, language, guards),
    findTerms: (text, from, to) => {
      const terms = findTerms(text, from, glossary).flatMap(({ surface, translations }) => {
        const target = translations[to];
        return target === undefined ? [] : [{ source: surface, target }];
      });
      return [...new Map(terms.map((term) => [term.source.toLowerCase(), term])).values()];
    },
    check: (line) =>
      checkTranslation({ ...line, terms: findTerms(line.text, line.from, glossary) }, guards),
  };
}
