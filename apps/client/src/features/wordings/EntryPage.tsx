import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type { ShownWording, WordingEntry } from '@silkconsult/protocol/wordings';
import { wordingKindSchema } from '@silkconsult/protocol/wordings';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Shell } from '../../app/Shell.tsx';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { getEntry, WORDINGS_KEY } from './api.ts';
import { History } from './History.tsx';
import { topicName } from './topics.ts';
import { WordingCard } from './WordingCard.tsx';
import classes from './Wordings.module.css';

/** A sentence or a term in all languages side by side. @param id what its address says: `phrase/pain-where` */
export default function EntryPage({ id: address }: { id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [of = '', name = ''] = address.split('/');
  const id = name.replace('-', '.');
  const kind = wordingKindSchema.catch('phrase').parse(of);
  const key = [...WORDINGS_KEY, 'entry', kind, id];
  const query = useQuery({ queryKey: key, queryFn: () => getEntry(kind, id) });
  const entry = query.data;
  const changed = async (next: WordingEntry) => {
    client.setQueryData(key, next);
    await client.invalidateQueries({ queryKey: WORDINGS_KEY });
  };
  const title = titleOf(entry?.languages.en ?? first(entry)) ?? id;
  return (
    <Shell>
      <Link href="/wordings" className={classes.back}>
        <IconArrowLeft className="mirrored" size={18} stroke={1.75} aria-hidden />
        {t('wordings.back')}
      </Link>
      {query.isPending && <Skeleton height="8rem" count={4} />}
      {query.isError && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      {entry && (
        <>
          <header className={classes.head}>
            <PageHeading title={title}>
              <bdi dir="auto">{title}</bdi>
            </PageHeading>
            <p className={classes.soft}>
              {t(`wordings.kinds.${kind}`)} · {topicName(t, kind, entry.topic)} · <bdi>{id}</bdi>
            </p>
            {kind === 'phrase' && title.includes('{') && (
              <p className={classes.soft}>{t('wordings.slots')}</p>
            )}
          </header>
          <div className={classes.cards}>
            {LANGUAGE_CODES.filter((one) => entry.languages[one] || entry.mayEdit).map((one) => (
              <WordingCard key={one} entry={entry} language={one} onChanged={changed} />
            ))}
          </div>
          <History kind={kind} id={id} />
        </>
      )}
    </Shell>
  );
}

const first = (entry: WordingEntry | undefined): ShownWording | undefined =>
  entry && Object.values(entry.languages)[0];

const titleOf = (shown: ShownWording | undefined) => shown?.wording.text;
