import type { Language } from '@silkconsult/protocol';
import type { WordingOverlay } from '@silkconsult/protocol/wordings';
import { compileGlossary, findTerms } from '../glossary/index.ts';
import { checkTranslation, loadGuards, needsReadBack, otherLanguages } from '../guards/index.ts';
import { compilePhrasebook } from '../phrasebook/index.ts';
import { PhrasebookTranslator } from '../translators/phrasebook.ts';
import type { Checks } from '../translators/route.ts';
import { layOn, readShipped, type WordingData } from '../wordings/index.ts';
import { ConsultTerms } from './consultTerms.ts';
import { expectedEnglish } from './expectedSpeech.ts';
import { Phrases } from './phrases.ts';
import type { RoomsOptions } from './rooms.ts';

/** What the host knows of languages: how to translate, the glossary, and what is likely to be said. */
export interface Knowledge
  extends Pick<RoomsOptions, 'translators' | 'needsReadBack' | 'glossaryVersion'>,
    Checks {
  phrases: Phrases;
  consultTerms: ConsultTerms;
  /** The languages that a text is in when it is not in the expected one. */
  otherLanguages(text: string, expected: Language): Language[];
  /** Of the shipped book: what recognisers are biased towards from their start on. */
  expectedEnglish: readonly (readonly string[])[];
  /**
   * Lays what a site has changed on the shipped files, for every line from now on.
   *
   * @throws FaultyWordingError when the two do not fit; then everything stays as it was.
   */
  lay(overlay: WordingOverlay): void;
}

/** @throws Error when one of our own data files is not valid. */
export function loadKnowledge(): Knowledge {
  const shipped = readShipped();
  const guards = loadGuards(compileGlossary(shipped.glossary));
  const compile = (data: WordingData) => {
    const glossary = compileGlossary(data.glossary);
    return { book: compilePhrasebook(data), glossary, guards: { ...guards, glossary } };
  };
  let now = compile(shipped);
  return {
    translators: [new PhrasebookTranslator(() => now.book)],
    phrases: new Phrases(() => now.book),
    consultTerms: new ConsultTerms(() => now.glossary),
    expectedEnglish: expectedEnglish(now.book),
    glossaryVersion: () => now.glossary.version,
    otherLanguages: (text, expected) => otherLanguages(text, expected, guards),
    needsReadBack: (text, language) => needsReadBack(text, language, now.guards),
    findTerms: (text, from, to) => {
      const terms = findTerms(text, from, now.glossary).flatMap(({ surface, translations }) => {
        const target = translations[to];
        return target === undefined ? [] : [{ source: surface, target }];
      });
      return [...new Map(terms.map((term) => [term.source.toLowerCase(), term])).values()];
    },
    check: (line) =>
      checkTranslation(
        { ...line, terms: findTerms(line.text, line.from, now.glossary) },
        now.guards,
      ),
    lay(overlay) {
      now = compile(layOn(shipped, overlay));
    },
  };
}
