import type { RoomsOptions } from './rooms.ts';

/** The translators that work here, in the order in which they are asked. */
export function createTranslation(): Pick<RoomsOptions, 'translators' | 'findTerms'> {
  return { translators: [], findTerms: () => [] };
}
