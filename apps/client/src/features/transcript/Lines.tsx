import { TextInput } from '@mantine/core';
import type { Language, ParticipantRole, Transcript, TranscriptLine } from '@silkconsult/protocol';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { clock, zoneName } from '../../time/format.ts';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { nameFor } from '../appointment/people.ts';
import { anchorOf, showNamed } from './anchors.ts';
import { findLines, sidesOf } from './search.ts';
import { TextWithMarks } from './TextWithMarks.tsx';
import classes from './Transcript.module.css';

/** Every line with its time and speaker: as spoken, and beside it in the language that is chosen. */
export function Lines({ transcript, zone }: { transcript: Transcript; zone: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [reader, setReader] = useState<Language>(language);
  const [words, setWords] = useState('');
  const { lines, speakers } = transcript;
  const found = findLines(lines, words);
  useEffect(showNamed, []);
  const speakerOf = (id: string) => speakers.find((speaker) => speaker.id === id);
  const nameOf = (id: string) => {
    const speaker = speakerOf(id);
    return speaker ? nameFor(speaker, language) : '';
  };
  return (
    <section className={page.panel} aria-labelledby="lines">
      <h2 id="lines">{t('transcript.said')}</h2>
      {lines.length === 0 ? (
        <p>{t('transcript.empty')}</p>
      ) : (
        <div className={classes.tools}>
          <TextInput
            type="search"
            label={t('transcript.search')}
            value={words}
            maxLength={200}
            onChange={(event) => setWords(event.currentTarget.value)}
            data-testid="transcript-search"
          />
          <LanguageSelect label={t('transcript.readIn')} value={reader} onChange={setReader} />
          <p className={classes.soft} role="status">
            {found.length === 0
              ? t('transcript.nothingFound')
              : t('transcript.shown', { shown: found.length, all: lines.length })}
            {' · '}
            {zoneName(t, zone)}
          </p>
        </div>
      )}
      <ol className={classes.lines}>
        {found.map((line) => (
          <Line
            key={line.segmentId}
            {...{ line, reader, zone, nameOf }}
            role={speakerOf(line.speakerId)?.role}
          />
        ))}
      </ol>
    </section>
  );
}

interface LineProps {
  line: TranscriptLine;
  role: ParticipantRole | undefined;
  nameOf(id: string): string;
  reader: Language;
  zone: string;
}

function Line({ line, role, nameOf, reader, zone }: LineProps) {
  const { t } = useTranslation();
  const { spoken, translated } = sidesOf(line, reader);
  return (
    <li data-testid="transcript-line" id={anchorOf(line.segmentId)}>
      <p className={classes.who}>
        <time dateTime={line.at}>{clock(new Date(line.at), zone)}</time>{' '}
        <strong>
          <bdi>{nameOf(line.speakerId)}</bdi>
        </strong>
        {role && <>, {t(`roles.${role}`)}</>}
      </p>
      <div className={classes.sides}>
        {spoken && <TextWithMarks text={spoken} nameOf={nameOf} />}
        {translated && <TextWithMarks text={translated} nameOf={nameOf} />}
      </div>
    </li>
  );
}
