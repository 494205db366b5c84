import { NativeSelect, TextInput } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, LANGUAGES } from '@silkconsult/protocol';
import { reviewStateSchema, type WordingListQuery } from '@silkconsult/protocol/wordings';
import { useTranslation } from 'react-i18next';
import { topicName } from './topics.ts';
import classes from './Wordings.module.css';

const STATES = [...reviewStateSchema.options, 'missing'] as const;

interface WordingFiltersProps {
  query: WordingListQuery;
  topics: readonly string[];
  onChange(change: Partial<WordingListQuery>): void;
}

/** Which entries are listed: by words, topic, language and who has vouched for them. */
export function WordingFilters({ query, topics, onChange }: WordingFiltersProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.filters}>
      <TextInput
        type="search"
        label={t('wordings.search')}
        maxLength={100}
        value={query.search ?? ''}
        onChange={(event) => onChange({ search: event.currentTarget.value })}
        data-testid="wording-search"
      />
      <NativeSelect
        label={t('wordings.topic')}
        value={query.topic ?? ''}
        onChange={(event) => onChange({ topic: event.currentTarget.value })}
        data={[
          { value: '', label: t('wordings.allTopics') },
          ...topics.map((topic) => ({
            value: topic,
            label: topicName(t, query.kind, topic),
          })),
        ]}
        data-testid="wording-topic"
      />
      <NativeSelect
        label={t('wordings.language')}
        value={query.language ?? ''}
        onChange={(event) =>
          onChange({ language: (event.currentTarget.value || undefined) as Language | undefined })
        }
        data={[
          { value: '', label: t('wordings.allLanguages') },
          ...LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].endonym })),
        ]}
        data-testid="wording-language"
      />
      <NativeSelect
        label={t('wordings.review')}
        value={query.review ?? ''}
        onChange={(event) =>
          onChange({
            review: (event.currentTarget.value || undefined) as WordingListQuery['review'],
          })
        }
        data={[
          { value: '', label: t('wordings.allStates') },
          ...STATES.map((state) => ({ value: state, label: t(`wordings.states.${state}`) })),
        ]}
        data-testid="wording-review"
      />
    </div>
  );
}
