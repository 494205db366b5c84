import { slotTypeOf } from './slots.ts';

/** A part of a sentence: words, or the place of a slot with the grammatical form it stands in. */
export type TemplatePart = { text: string } | { slot: string; form: string | undefined };

/** A token that must be found, or a slot that must be filled. */
export type PatternToken =
  | { word: string }
  | { slot: string; slotType: string; form: string | undefined };

const SLOT = /\{(\w+)(?::(\w+))?\}/g;

/** @example parseTemplate('Come back in {duration}.') // [{text:'Come back in '},{slot:'duration'},{text:'.'}] */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const found of template.matchAll(SLOT)) {
    if (found.index > from) parts.push({ text: template.slice(from, found.index) });
    parts.push({ slot: found[1] ?? '', form: found[2] });
    from = found.index + found[0].length;
  }
  if (from < template.length) parts.push({ text: template.slice(from) });
  return parts;
}

/** The slot names of a sentence in order of name, to compare languages that order them differently. */
export function slotNames(template: string): string[] {
  return parseTemplate(template)
    .flatMap((part) => ('slot' in part ? [part.slot] : []))
    .sort();
}

export function patternOf(template: string, tokens: (text: string) => string[]): PatternToken[] {
  return parseTemplate(template).flatMap((part): PatternToken[] =>
    'slot' in part
      ? [{ slot: part.slot, slotType: slotTypeOf(part.slot), form: part.form }]
      : tokens(part.text).map((word) => ({ word })),
  );
}
