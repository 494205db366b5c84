import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES, LANGUAGES } from '@silkconsult/protocol';
import type {
  ReviewState,
  WordingKind,
  WordingListAnswer,
  WordingListQuery,
} from '@silkconsult/protocol/wordings';
import { isUnreviewed, reviewStateSchema } from '@silkconsult/protocol/wordings';
import { IconDownload, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { saveFile } from '../import/files.ts';
import { addressOf, FILES, filePath, listWordings, WORDINGS_KEY } from './api.ts';
import { NewTermForm } from './NewTermForm.tsx';
import { ReviewMark } from './ReviewMark.tsx';
import { topicName } from './topics.ts';
import classes from './Wordings.module.css';
import { WordingsHeading } from './WordingsHeading.tsx';

const PAGE = 50;
const STATES = [...reviewStateSchema.options, 'missing'] as const;

/** The phrasebook and the glossary: what there is, and what awaits review. */
export default function WordingsPage() {
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState<WordingListQuery>({ kind: 'phrase', limit: PAGE });
  const [adding, setAdding] = useState(false);
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: [...WORDINGS_KEY, 'list', query],
    queryFn: () => listWordings(query),
    placeholderData: keepPreviousData,
  });
  const { kind } = query;
  const ask = (change: Partial<WordingListQuery>) => setQuery({ ...query, limit: PAGE, ...change });
  const own = query.language ?? (i18n.language as Language);
  return (
    <Shell>
      <WordingsHeading current={kind} onKind={(next) => setQuery({ kind: next, limit: PAGE })} />
      <div className={classes.filters}>
        <TextInput
          type="search"
          label={t('wordings.search')}
          maxLength={100}
          value={query.search ?? ''}
          onChange={(event) => ask({ search: event.currentTarget.value })}
          data-testid="wording-search"
        />
        <NativeSelect
          label={t('wordings.topic')}
          value={query.topic ?? ''}
          onChange={(event) => ask({ topic: event.currentTarget.value })}
          data={[
            { value: '', label: t('wordings.allTopics') },
            ...(data?.topics ?? []).map((topic) => ({
              value: topic,
              label: topicName(t, kind, topic),
            })),
          ]}
          data-testid="wording-topic"
        />
        <NativeSelect
          label={t('wordings.language')}
          value={query.language ?? ''}
          onChange={(event) =>
            ask({ language: (event.currentTarget.value || undefined) as Language | undefined })
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
            ask({
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
      {isError && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height="4rem" count={6} />}
      {data && (
        <>
          <Summary
            data={data}
            kind={kind}
            own={own}
            onNew={kind === 'term' ? () => setAdding(true) : undefined}
          />
          {adding && <NewTermForm onClose={() => setAdding(false)} />}
          <Rows data={data} kind={kind} own={own} />
          {data.items.length < data.total && (
            <Button
              variant="default"
              onClick={() => setQuery({ ...query, limit: Math.min(200, data.items.length + PAGE) })}
              disabled={data.items.length >= 200}
            >
              {t('wordings.more')}
            </Button>
          )}
        </>
      )}
    </Shell>
  );
}

interface PartProps {
  data: WordingListAnswer;
  kind: WordingKind;
  /** The language that is looked at: the chosen one, or the reader's. */
  own: Language;
}

function Summary({ data, kind, own, onNew }: PartProps & { onNew: (() => void) | undefined }) {
  const { t } = useTranslation();
  const save = useMutation({ mutationFn: () => saveFile(filePath(kind), FILES[kind]) });
  const states = Object.entries(data.progress[own] ?? {}) as [ReviewState, number][];
  const sum = (some: typeof states) => some.reduce((all, [, count]) => all + count, 0);
  return (
    <div className={classes.summary}>
      <p role="status">
        {t('wordings.found', { shown: data.items.length, total: data.total })}
        {' · '}
        {t('wordings.progress', {
          language: t(`languages.${own}`),
          done: sum(states.filter(([state]) => !isUnreviewed(state))),
          total: sum(states),
        })}
      </p>
      {data.mayEdit && (
        <div className={classes.buttons}>
          {onNew && (
            <Button
              leftSection={<IconPlus size={20} stroke={1.75} aria-hidden />}
              onClick={onNew}
              data-testid="new-term"
            >
              {t('wordings.newTerm')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconDownload size={20} stroke={1.75} aria-hidden />}
            loading={save.isPending}
            onClick={() => save.mutate()}
            data-testid="save-wordings"
          >
            {t('wordings.saveFile')}
          </Button>
        </div>
      )}
      {save.isError && <FailureNotice error={save.error} />}
    </div>
  );
}

function Rows({ data, kind, own }: PartProps) {
  const { t } = useTranslation();
  if (data.items.length === 0) return <p className={classes.empty}>{t('wordings.none')}</p>;
  return (
    <ul className={classes.list}>
      {data.items.map(({ id, topic, texts, review }) => (
        <li key={id} className={classes.row} data-testid="wording-row" data-entry-id={id}>
          <Link href={addressOf(kind, id)} className={classes.texts}>
            {texts[own] !== undefined && (
              <b lang={own} dir={LANGUAGES[own].dir}>
                {texts[own]}
              </b>
            )}
            {own !== 'en' && (
              <span lang="en" dir="ltr">
                {texts.en ?? id}
              </span>
            )}
          </Link>
          <span className={classes.soft}>{topicName(t, kind, topic)}</span>
          <ReviewMark review={review[own] ?? 'missing'} />
        </li>
      ))}
    </ul>
  );
}
