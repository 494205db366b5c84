import type { Language } from '@silkconsult/protocol';
import type { WordingFault, WordingKind } from '@silkconsult/protocol/wordings';
import { compileGlossary, findTerms, termsIn } from '../glossary/glossary.ts';
import { compilePhrasebook } from '../phrasebook/book.ts';
import { FaultyWordingError } from '../phrasebook/fault.ts';
import type { WordingData } from './data.ts';
import { strangeTermWords, strangeWords } from './letters.ts';
import { misreadings, renderingsOf } from './misread.ts';

/**
 * The first fault that the data have in a language: what stops the start, and what the tests of the
 * shipped files would find. The whole language is looked at, because a new wording can also take
 * another entry's place.
 */
export function faultOf(
  kind: WordingKind,
  data: WordingData,
  language: Language,
): WordingFault | undefined {
  try {
    return kind === 'phrase' ? phraseFault(data, language) : termFault(data, language);
  } catch (error) {
    if (error instanceof FaultyWordingError) return error.fault;
    throw error;
  }
}

function phraseFault(data: WordingData, language: Language): WordingFault | undefined {
  const book = compilePhrasebook(data);
  for (const entryId of book.entries.keys()) {
    const strangers = renderingsOf(entryId, language, book).flatMap((text) =>
      strangeWords(text, language),
    );
    if (strangers.length > 0)
      return { code: 'strangeLetters', entryId, language, detail: listed(strangers) };
    const [misread] = misreadings(entryId, language, book);
    if (misread !== undefined) return { code: 'misread', entryId, language, detail: misread };
  }
  return undefined;
}

function termFault(data: WordingData, language: Language): WordingFault | undefined {
  const glossary = compileGlossary(data.glossary);
  const owners = new Map<string, string>();
  for (const { id: entryId, text, synonyms, ambiguous } of glossary.terms.values()) {
    const fault = (code: WordingFault['code'], detail: string) => ({
      ...{ code, entryId, language, detail },
    });
    for (const wording of [text[language] ?? [], synonyms[language] ?? []].flat()) {
      const strangers = strangeTermWords(wording, language);
      if (strangers.length > 0) return fault('strangeLetters', listed(strangers));
      const owner = owners.get(wording.toLowerCase());
      if (owner !== undefined) return fault('sameAs', owner);
      owners.set(wording.toLowerCase(), entryId);
      if (!termsIn(`— ${wording}.`, language, glossary).has(entryId))
        return fault('hidden', wording);
      if (ambiguous[language]?.includes(wording)) continue;
      const [hit, ...more] = findTerms(wording, language, glossary);
      if (hit?.termId !== entryId || hit.surface !== wording || more.length > 0)
        return fault('hidden', wording);
    }
  }
  return undefined;
}

const listed = (words: readonly string[]) => [...new Set(words)].slice(0, 5).join(', ');
