import type { Language } from '@silkconsult/protocol';
import type { Phrasebook } from '../phrasebook/book.ts';
import { fillingsOf } from '../phrasebook/fillings.ts';
import { exactPhrase } from '../phrasebook/match.ts';
import { renderPhrase, renderTemplate } from '../phrasebook/render.ts';

/** Every sentence of an entry in a language, with every slot value, as it is shown. */
export function renderingsOf(entryId: string, language: Language, book: Phrasebook): string[] {
  return fillingsOf(entryId, book).map((fillings) =>
    renderPhrase({ entryId, fillings }, language, book),
  );
}

/**
 * The sentences of an entry that are not read back as what they are: as shown, with the same slots,
 * without punctuation and capitals as a speech engine gives them, and in every variant.
 */
export function misreadings(entryId: string, language: Language, book: Phrasebook): string[] {
  const variants = book.entries.get(entryId)?.variants[language] ?? [];
  return fillingsOf(entryId, book).flatMap((fillings) => {
    const shown = renderPhrase({ entryId, fillings }, language, book);
    const match = exactPhrase(shown, language, book);
    const same =
      match?.entryId === entryId &&
      JSON.stringify(sorted(match.fillings)) === JSON.stringify(sorted(fillings));
    const others = [
      bare(shown),
      ...variants.map((v) => renderTemplate(v, fillings, language, book)),
    ];
    return [
      ...(same ? [] : [shown]),
      ...others.filter((text) => exactPhrase(text, language, book)?.entryId !== entryId),
    ];
  });
}

function bare(text: string): string {
  return text.toLowerCase().replace(/(?<!\d)[.,!?:،؟۔。，？]|[.,!?:،؟۔。，？](?!\d)/gu, '');
}

function sorted(fillings: object): unknown {
  return Object.fromEntries(Object.entries(fillings).sort(([a], [b]) => a.localeCompare(b)));
}
