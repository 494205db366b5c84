import type {
  SuggestionDecision,
  TermSuggestion,
  WordingEntry,
} from '@silkconsult/protocol/wordings';

type Merge = Extract<SuggestionDecision, { outcome: 'merged' }>;
type Side = TermSuggestion['source'];

/**
 * What an entry becomes when a suggestion is added to it: a language that it lacks gets the term, in
 * the others it is one more synonym.
 *
 * @param shown Show the suggested target from now on; what stood there stays as a synonym.
 */
export function mergeInto(
  entry: WordingEntry,
  { source, target }: Pick<TermSuggestion, 'source' | 'target'>,
  shown: boolean,
): Merge['changes'] {
  const changes: Merge['changes'] = {};
  for (const [side, asText] of [
    [source, false],
    [target, shown],
  ] as const) {
    const wording = withTerm(entry, side, asText);
    const version = entry.languages[side.language]?.version ?? 0;
    if (wording) changes[side.language] = { version, wording };
  }
  return changes;
}

/** Undefined when the entry says it so already. */
function withTerm(entry: WordingEntry, { language, text }: Side, asText: boolean) {
  const before = entry.languages[language]?.wording;
  if (!before) return { text };
  const synonyms = before.synonyms ?? [];
  if (before.text === text) return undefined;
  if (asText) {
    const others = [before.text, ...synonyms].filter((one) => one !== text);
    return { ...before, text, synonyms: others };
  }
  return synonyms.includes(text) ? undefined : { ...before, synonyms: [...synonyms, text] };
}
