import type { Language, MyOffer } from '@silkconsult/protocol';

/** Between which languages this interpreter works: half of a relay goes through Russian. */
export function languagesOf({
  languages: [from, to],
  covers,
}: Pick<MyOffer, 'languages' | 'covers'>): [Language, Language] {
  if (covers === 'first') return [from, 'ru'];
  return covers === 'second' ? ['ru', to] : [from, to];
}
