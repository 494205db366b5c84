import type { Language } from '@silkconsult/protocol';
import type { NewTermSuggestion } from '@silkconsult/protocol/wordings';
import { fold } from '../../wordings/rules/fold.ts';

type Pair = Pick<NewTermSuggestion, 'source' | 'target'>;

/** The same for a pair in either direction, however its letters are written. */
export function pairKey({ source, target }: Pair): string {
  return [source, target]
    .map(({ language, text }) => `${language}:${fold(text)}`)
    .sort()
    .join(' = ');
}

type Lists = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Known {
  languages: Partial<Record<Language, { wording: Lists }>>;
}

/** Whether an entry says the one for the other already. */
export function holdsPair({ languages }: Known, { source, target }: Pair): boolean {
  return [source, target].every(({ language, text }) =>
    Object.values(languages[language]?.wording ?? {})
      .flat()
      .some((known) => known !== undefined && fold(known) === fold(text)),
  );
}
