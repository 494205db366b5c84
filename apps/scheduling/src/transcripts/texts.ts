import { readFileSync } from 'node:fs';
import type { Caution, Language, SpeakerConsentStatus, Writer } from '@silkconsult/protocol';

/** What a transcript's document is worded with; as the screens word it. */
export interface TranscriptTexts {
  title: string;
  lead: string;
  people: string;
  time: string;
  speaker: string;
  spoken: string;
  translation: string;
  earlier: string;
  empty: string;
  consent: Record<SpeakerConsentStatus | 'none', string>;
  writers: Record<Writer, string>;
  cautions: Record<Caution, string>;
}

const loaded = new Map<Language, TranscriptTexts>();

export function transcriptTextsOf(language: Language): TranscriptTexts {
  let texts = loaded.get(language);
  if (!texts) {
    const file = new URL(`./texts/${language}.json`, import.meta.url);
    texts = JSON.parse(readFileSync(file, 'utf8')) as TranscriptTexts;
    loaded.set(language, texts);
  }
  return texts;
}
