import type { SlotValue } from '../../../packages/captions/src/phrasebook/index.ts';

/** What fills the slots of a sentence, by slot. */
export type Fillings = Record<string, SlotValue>;
