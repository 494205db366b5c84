import type { Language } from '@silkconsult/protocol';
import type { Phrasebook } from './book.ts';
import type { PhraseMatch } from './match.ts';
import { parseTemplate } from './pattern.ts';
import { renderSlot, slotTypeOf } from './slots.ts';

type Fillings = PhraseMatch['fillings'];

/**
 * The book's sentence for this match in another language (or its own), slots filled.
 *
 * @throws Error when the match is from another book.
 */
export function renderPhrase(
  match: Pick<PhraseMatch, 'entryId' | 'fillings'>,
  targetLanguage: Language,
  book: Phrasebook,
): string {
  const entry = book.entries.get(match.entryId);
  if (!entry) throw new Error(`the phrasebook has no ${match.entryId}`);
  return renderTemplate(entry.text[targetLanguage], match.fillings, targetLanguage, book);
}

/** @throws Error that names the slot that `fillings` leave empty. */
export function renderTemplate(
  template: string,
  fillings: Fillings,
  language: Language,
  book: Phrasebook,
): string {
  const sentence = parseTemplate(template)
    .map((part) => {
      if ('text' in part) return part.text;
      const value = fillings[part.slot];
      if (!value) throw new Error(`{${part.slot}} is not filled in "${template}"`);
      return renderSlot(slotTypeOf(part.slot), value, part.form, language, book.slots);
    })
    .join('');
  return sentence.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
