import { Button, TextInput } from '@mantine/core';
import type { TranscriptHit } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock, whenFrom } from '../../time/format.ts';
import { useNow } from '../../time/useNow.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { nameFor } from '../appointment/people.ts';
import { anchorOf } from './anchors.ts';
import { searchTranscripts } from './api.ts';
import classes from './Transcript.module.css';

/** Lines of all consults that the viewer may read. The words stay in the page: in no address. */
export default function SearchPage() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const search = useMutation({ mutationFn: searchTranscripts });
  const { data } = search;
  return (
    <Shell>
      <div className={page.page}>
        <header className={page.lead}>
          <PageHeading title={t('transcript.all.title')} />
          <p className={classes.soft}>{t('transcript.all.lead')}</p>
        </header>
        <section className={page.panel}>
          <form
            className={classes.tools}
            onSubmit={(event) => {
              event.preventDefault();
              if (words.trim() !== '') search.mutate(words);
            }}
          >
            <TextInput
              type="search"
              label={t('transcript.all.words')}
              value={words}
              maxLength={200}
              onChange={(event) => setWords(event.currentTarget.value)}
              data-testid="search-words"
            />
            <Button type="submit" loading={search.isPending} data-testid="search-transcripts">
              {t('transcript.all.find')}
            </Button>
            <p className={classes.soft} role="status">
              {data?.hits.length === 0 && t('transcript.all.nothing')}
              {data?.more && t('transcript.all.more')}
            </p>
          </form>
          {search.isError && <FailureNotice error={search.error} />}
          <ol className={classes.lines}>
            {data?.hits.map((hit) => (
              <Hit key={`${hit.appointmentId} ${hit.segmentId}`} hit={hit} />
            ))}
          </ol>
        </section>
      </div>
    </Shell>
  );
}

function Hit({ hit }: { hit: TranscriptHit }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const now = useNow();
  const zone = me?.timeZone ?? 'UTC';
  const { appointmentId, segmentId, speaker } = hit;
  return (
    <li data-testid="transcript-hit">
      <p className={classes.who}>
        <Link href={`/appointments/${appointmentId}/transcript#${anchorOf(segmentId)}`}>
          {whenFrom(t, new Date(hit.start), zone, now)}
        </Link>
        {' · '}
        <time dateTime={hit.at}>{clock(new Date(hit.at), zone)}</time>{' '}
        <strong>
          <bdi>{nameFor(speaker, language)}</bdi>
        </strong>
        , {t(`roles.${speaker.role}`)}
        {hit.replaced && <> · {t('transcript.all.replaced')}</>}
      </p>
      <p className={classes.words} lang={hit.language} dir={directionOf(hit.language)}>
        {hit.text}
      </p>
    </li>
  );
}
