import { NativeSelect, TextInput } from '@mantine/core';
import type { Phrase } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { IconX } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { favouritesOf, keepFavourites } from './favourites.ts';
import { PhraseRow } from './PhraseRow.tsx';
import classes from './Phrases.module.css';
import { findPhrases, indexOf } from './search.ts';
import { loadSheet, type PhraseSheet, withChanges } from './sheet.ts';
import { useLoaded } from './useLoaded.ts';

const FAVOURITES = 'favourites';

interface PhrasePanelProps {
  session: CallSession;
  call: CallState;
  onClose(): void;
}

/** The phrasebook: find a sentence in one's own language, and show it to everyone in theirs. */
export default function PhrasePanel({ session, call, onClose }: PhrasePanelProps) {
  const { t } = useTranslation();
  const { spokenLanguage } = call;
  const { value, failure, retry } = useLoaded(
    useCallback(async () => {
      const [sheet, changed] = await Promise.all([
        loadSheet(spokenLanguage),
        session.changedPhrases(spokenLanguage),
      ]);
      return withChanges(sheet, changed);
    }, [session, spokenLanguage]),
  );
  return (
    <section className={classes.panel} aria-label={t('phrases.title')} data-testid="phrase-panel">
      <div className={classes.head}>
        <h2>{t('phrases.title')}</h2>
        <button
          type="button"
          className={classes.icon}
          aria-label={t('common.close')}
          data-testid="close-phrases"
          onClick={onClose}
        >
          <IconX size={20} aria-hidden />
        </button>
      </div>
      {failure !== undefined && <FailureNotice error={failure} onRetry={retry} />}
      {!value && failure === undefined && <Skeleton height="2.5rem" count={5} />}
      {value && (
        <PhraseList
          key={value.language}
          sheet={value}
          personId={call.selfId ?? ''}
          onSay={(phrase) => session.sayPhrase(phrase, value.language)}
        />
      )}
    </section>
  );
}

interface PhraseListProps {
  sheet: PhraseSheet;
  personId: string;
  onSay(phrase: Phrase): Promise<void>;
}

function PhraseList({ sheet, personId, onSay }: PhraseListProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [topic, setTopic] = useState('');
  const [open, setOpen] = useState<string>();
  const [favourites, setFavourites] = useState(() => favouritesOf(personId));
  const index = useMemo(() => indexOf(sheet, (one) => t(`phrases.topics.${one}`)), [sheet, t]);
  const topics = [...new Set(sheet.phrases.map((phrase) => phrase.topic))];
  const found = findPhrases(query, index).filter(
    (phrase) =>
      topic === '' || (topic === FAVOURITES ? favourites.has(phrase.id) : phrase.topic === topic),
  );
  const toggle = (id: string) => {
    const next = new Set(favourites);
    if (!next.delete(id)) next.add(id);
    setFavourites(next);
    keepFavourites(personId, next);
  };
  const { language } = sheet;
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          size="sm"
          type="search"
          aria-label={t('phrases.search')}
          placeholder={t('phrases.search')}
          maxLength={100}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          data-testid="phrase-search"
        />
        <NativeSelect
          size="sm"
          aria-label={t('phrases.topic')}
          value={topic}
          onChange={(event) => setTopic(event.currentTarget.value)}
          data-testid="phrase-topic"
          data={[
            { value: '', label: t('phrases.all') },
            { value: FAVOURITES, label: t('phrases.favourites') },
            ...topics.map((one) => ({ value: one, label: t(`phrases.topics.${one}`) })),
          ]}
        />
      </div>
      <ul className={classes.list} lang={language} dir={directionOf(language)}>
        {found.map((phrase) => (
          <PhraseRow
            key={phrase.id}
            phrase={phrase}
            sheet={sheet}
            open={open === phrase.id}
            favourite={favourites.has(phrase.id)}
            onOpen={() => setOpen(open === phrase.id ? undefined : phrase.id)}
            onFavourite={() => toggle(phrase.id)}
            onSay={onSay}
          />
        ))}
      </ul>
      {found.length === 0 && (
        <p className={classes.empty} role="status">
          {t(topic === FAVOURITES && query === '' ? 'phrases.noFavourites' : 'phrases.none')}
        </p>
      )}
      {sheet.phrases.some(({ reviewed }) => !reviewed) && (
        <p className={classes.note}>{t('phrases.draft')}</p>
      )}
    </>
  );
}
