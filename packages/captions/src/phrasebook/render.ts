import type { Language } from '@silkconsult/protocol';
import type { Phrasebook } from './book.ts';
import type { PhraseMatch } from './match.ts';
import { parseTemplate } from './pattern.ts';
import { renderSlot, slotTypeOf } from './slots.ts';

type Slots = PhraseMatch['slots'];

/**
 * The book's sentence for this match in another language (or its own), slots filled.
 *
 * @throws Error when the match is from another book.
 */
export function renderPhrase(
  match: Pick<PhraseMatch, 'entryId' | 'slots'>,
  targetLanguage: Language,
  book: Phrasebook,
): string {
  const entry = book.entries.get(match.entryId);
  if (!entry) throw new Error(`the phrasebook has no ${match.entryId}`);
  return renderTemplate(entry.text[targetLanguage], match.slots, targetLanguage, book);
}

/** @throws Error that names the slot that `slots` leaves empty. */
export function renderTemplate(
  template: string,
  slots: Slots,
  language: Language,
  book: Phrasebook,
): string {
  const sentence = parseTemplate(template)
    .map((part) => {
      if ('text' in part) return part.text;
      const value = slots[part.slot];
      if (!value) throw new Error(`{${part.slot}} is not filled in "${template}"`);
      return renderSlot(slotTypeOf(part.slot), value, part.form, language, book.slots);
    })
    .join('');
  return sentence.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
