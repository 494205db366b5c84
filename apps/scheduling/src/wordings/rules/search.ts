import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type { ReviewState, Wording } from '@silkconsult/protocol/wordings';
import { fold } from './fold.ts';

interface Searched {
  id: string;
  topic: string;
  languages: Partial<Record<Language, { wording: Wording; review: ReviewState }>>;
}

interface Query {
  search?: string;
  topic?: string;
  language?: Language;
  review?: ReviewState | 'missing';
}

/** Whether an entry is one of those looked for: every word of the search in one of its languages. */
export function suits(entry: Searched, { search, topic, language, review }: Query): boolean {
  if (topic && entry.topic !== topic) return false;
  if (review && !stands(entry, language, review)) return false;
  const words = fold(search ?? '').split(' ');
  if (words.length === 1 && words[0] === '') return true;
  const texts = Object.values(entry.languages).map(({ wording }) =>
    fold(Object.values(wording).flat().join(' ')),
  );
  return [fold(entry.id), ...texts].some((text) => words.every((word) => text.includes(word)));
}

function stands(
  { languages }: Searched,
  language: Language | undefined,
  review: ReviewState | 'missing',
): boolean {
  if (language)
    return review === 'missing'
      ? languages[language] === undefined
      : languages[language]?.review === review;
  const states = Object.values(languages);
  return review === 'missing'
    ? states.length < LANGUAGE_CODES.length
    : states.some((shown) => shown.review === review);
}
