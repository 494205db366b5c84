import type { Language } from '@silkconsult/protocol';
import type { TermDomain } from '@silkconsult/protocol/wordings';
import { compileGlossary, termsIn } from '../glossary/glossary.ts';
import type { WordingData } from './data.ts';

interface Found {
  id: string;
  domain: TermDomain;
  texts: Partial<Record<Language, string>>;
}

/** Finds the terms that wordings are or hold, in whatever form, the likeliest first. */
export function termLookUp(
  data: WordingData,
): (wordings: readonly { language: Language; text: string }[]) => Found[] {
  const glossary = compileGlossary(data.glossary);
  return (wordings) => {
    const held = wordings.map(({ language, text }) => termsIn(text, language, glossary));
    const times = (id: string) => held.filter((ids) => ids.has(id)).length;
    return [...new Set(held.flatMap((ids) => [...ids]))]
      .flatMap((id) => glossary.terms.get(id) ?? [])
      .map(({ id, domain, text }) => ({ id, domain, texts: text }))
      .sort((a, b) => times(b.id) - times(a.id));
  };
}
