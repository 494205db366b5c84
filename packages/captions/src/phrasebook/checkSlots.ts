import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type { WordingFault } from '@silkconsult/protocol/wordings';
import { FaultyWordingError } from './fault.ts';
import { parseTemplate, slotNames } from './pattern.ts';
import type { PhraseEntry, SlotsData } from './schema.ts';
import { slotTypeOf } from './slots.ts';

/** @throws FaultyWordingError for a slot that is lost, unknown, or asks for a form that nobody wrote. */
export function checkSlots(entry: PhraseEntry, slots: SlotsData): void {
  const expected = slotNames(entry.text.en).join(' ');
  for (const language of LANGUAGE_CODES) {
    for (const template of [entry.text[language], ...(entry.variants[language] ?? [])]) {
      const fault = (code: WordingFault['code'], detail = '') =>
        new FaultyWordingError(
          'phrasebook.json',
          { code, entryId: entry.id, language, detail },
          template,
        );
      if (slotNames(template).join(' ') !== expected) throw fault('slotsDiffer', expected);
      for (const part of parseTemplate(template)) {
        if (!('slot' in part)) {
          if (/[{}]/.test(part.text)) throw fault('strayBrace');
          continue;
        }
        const type = slotTypeOf(part.slot);
        const known = slots.lists[type] ?? slots.counted[type];
        if (!known && type !== 'number' && type !== 'date')
          throw fault('unknownSlot', `{${part.slot}}`);
        const { form } = part;
        // Words whose form equals their plain text need not repeat it, but a form nobody has is a slip.
        const inflected = Object.values(slots.lists[type] ?? {}).some(
          (value) => form !== undefined && value[language].forms[form],
        );
        if (form && !inflected) throw fault('unknownForm', `${form} for {${part.slot}}`);
      }
    }
  }
}
