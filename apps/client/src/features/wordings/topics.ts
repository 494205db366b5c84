import type { WordingKind } from '@silkconsult/protocol/wordings';
import type { TFunction } from 'i18next';

/** The name of a topic of the phrasebook or a field of the glossary. */
export function topicName(t: TFunction, kind: WordingKind, topic: string): string {
  return kind === 'phrase' ? t(`phrases.topics.${topic}`) : t(`wordings.domains.${topic}`);
}
