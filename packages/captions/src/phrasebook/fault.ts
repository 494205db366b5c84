import type { WordingFault } from '@silkconsult/protocol/wordings';

const MEANINGS: Record<WordingFault['code'], (detail: string) => string> = {
  unreadable: (detail) => detail,
  slotsDiffer: (expected) => `the slots differ from English (${expected || 'none'})`,
  strayBrace: () => 'a brace that is no slot',
  unknownSlot: (slot) => `slots.json has no ${slot}`,
  unknownForm: (form) => `slots.json has no form ${form}`,
  sameAs: (other) => `it reads the same as ${other}`,
  strangeLetters: (words) => `not in the letters of the language: ${words}`,
  misread: (text) => `it is not read back as itself: ${text}`,
  hidden: (text) => `it is not found as itself: ${text}`,
};

/**
 * A fault in the phrasebook or the glossary: stops the start when a file has it, and is refused
 * with a sentence of the page's own when an editor brings it.
 */
export class FaultyWordingError extends Error {
  override readonly name = 'FaultyWordingError';
  readonly fault: WordingFault;

  constructor(file: string, fault: WordingFault, template?: string) {
    const { code, entryId, language, detail } = fault;
    const where = [entryId, language && `in ${language}`].filter(Boolean).join(' ');
    const quoted = template === undefined ? '' : `: "${template}"`;
    super(`${file}: ${where}: ${MEANINGS[code](detail)}${quoted}`);
    this.fault = fault;
  }
}
