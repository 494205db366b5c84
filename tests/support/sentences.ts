import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@silkconsult/protocol';
import type { SlotValue } from '../../packages/captions/src/phrasebook/index.ts';
import { loadPhrasebook, renderPhrase } from '../../packages/captions/src/phrasebook/index.ts';
import { ROOT } from './places.ts';

export interface TestSentence {
  /** In English, as it is said. */
  spoken: string;
  /** The phrasebook's own wording of what was said. */
  rendered(language: Language): string;
}

interface TestSentencesFile {
  sentences: { spoken: string; entryId: string; fillings: Record<string, SlotValue> }[];
}

/**
 * Sentences of the phrasebook to be spoken in tests. What they are in other languages is looked up
 * by the entry that they are known to be, not by what anybody recognised.
 */
export function spokenTestSentences(): TestSentence[] {
  const path = join(ROOT, 'packages', 'captions', 'data', 'spoken-test-sentences.json');
  const { sentences } = JSON.parse(readFileSync(path, 'utf8')) as TestSentencesFile;
  const book = loadPhrasebook();
  return sentences.map(({ spoken, entryId, fillings }) => ({
    spoken,
    rendered: (language) => renderPhrase({ entryId, fillings }, language, book),
  }));
}
