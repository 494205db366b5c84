import { Button } from '@mantine/core';
import type { Language } from '@silkconsult/protocol';
import { LANGUAGES } from '@silkconsult/protocol';
import type {
  ReviewState,
  WordingKind,
  WordingListAnswer,
  WordingListQuery,
} from '@silkconsult/protocol/wordings';
import { isUnreviewed } from '@silkconsult/protocol/wordings';
import { IconDownload, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
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
import { WordingFilters } from './WordingFilters.tsx';
import classes from './Wordings.module.css';
import { WordingsHeading } from './WordingsHeading.tsx';

const PAGE = 50;

/** The phrasebook and the glossary: what there is, and what awaits review. */
export default function WordingsPage() {
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState<WordingListQuery>({ kind: 'phrase' });
  const [adding, setAdding] = useState(false);
  const pages = useInfiniteQuery({
    queryKey: [...WORDINGS_KEY, 'list', query],
    queryFn: ({ pageParam: offset }) => listWordings({ ...query, limit: PAGE, offset }),
    initialPageParam: 0,
    getNextPageParam: ({ items, total }, _, offset) =>
      offset + items.length < total ? offset + PAGE : undefined,
    placeholderData: keepPreviousData,
  });
  const { isPending, isError, error, refetch } = pages;
  const data = pages.data && joined(pages.data.pages);
  const { kind } = query;
  const ask = (change: Partial<WordingListQuery>) => setQuery({ ...query, limit: PAGE, ...change });
  const own = query.language ?? (i18n.language as Language);
  return (
    <Shell>
      <WordingsHeading current={kind} onKind={(next) => setQuery({ kind: next })} />
      <WordingFilters query={query} topics={data?.topics ?? []} onChange={ask} />
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
          {pages.hasNextPage && (
            <Button
              variant="default"
              loading={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
              data-testid="more-wordings"
            >
              {t('wordings.more')}
            </Button>
          )}
        </>
      )}
    </Shell>
  );
}

/** The first pages of a list as one; what is said of the whole is the newest page's. */
function joined(pages: readonly WordingListAnswer[]): WordingListAnswer | undefined {
  const last = pages.at(-1);
  return last && { ...last, items: pages.flatMap(({ items }) => items) };
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
        <br />
        <small>
          <bdi>{data.owner}</bdi> · <bdi>{data.version}</bdi>
        </small>
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
