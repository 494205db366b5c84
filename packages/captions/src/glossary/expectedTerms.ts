import type { Language } from '@silkconsult/protocol';
import type { Glossary, GlossaryTerm } from './glossary.ts';

/** Kinds of terms by how badly engines hear them unless they are told; units they know. */
const KINDS = ['disease', 'drug', 'procedure', 'symptom', 'anatomy', 'traditional'] as const;

/**
 * The terms that a speech engine is told to expect when nothing is known of the consult: of each
 * kind in turn, so that a short list has some of all.
 */
export function expectedTerms(glossary: Glossary): readonly string[] {
  const all = [...glossary.terms.values()];
  const kinds = KINDS.map((kind) => all.filter(({ domain }) => domain === kind));
  const longest = Math.max(...kinds.map((terms) => terms.length));
  return Array.from({ length: longest }, (_, turn) =>
    kinds.flatMap((terms) => terms[turn]?.id ?? []),
  ).flat();
}

/**
 * A term as a speech engine may expect it; undefined when there is no word, or one so short that
 * an engine told to expect it would hear it in others.
 */
export function hotword(term: GlossaryTerm | undefined, language: Language): string | undefined {
  const text = term?.text[language];
  if (text === undefined) return undefined;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters >= (/\p{Script=Han}/u.test(text) ? 2 : 4) ? text : undefined;
}
