import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { glossaryDataSchema } from '../glossary/glossary.ts';
import { parseData } from '../phrasebook/book.ts';
import { phrasebookDataSchema } from '../phrasebook/schema.ts';

/** The data files of the phrasebook and the glossary, as they are shipped or as an overlay changed them. */
export interface WordingData {
  phrasebook: z.output<typeof phrasebookDataSchema>;
  glossary: z.output<typeof glossaryDataSchema>;
  /** What the phrasebook is compiled with. */
  slots: unknown;
  matching: unknown;
}

const SHIPPED = new URL('../../data/', import.meta.url);

/** @throws Error that names the file and the entry of the first fault. */
export function readShipped(folder: URL = SHIPPED): WordingData {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return {
    phrasebook: parseData(phrasebookDataSchema, read('phrasebook.json'), 'phrasebook.json'),
    glossary: parseData(glossaryDataSchema, read('glossary.json'), 'glossary.json'),
    slots: read('slots.json'),
    matching: read('matching.json'),
  };
}
