import type { TranscriptLine, TranscriptSegment } from '@silkconsult/protocol';
import { directionOf, textLanguageOf } from '@silkconsult/protocol';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { marksOf } from './marks.ts';
import classes from './Transcript.module.css';

interface TextWithMarksProps {
  text: TranscriptLine['texts'][number];
  nameOf(id: string): string;
}

/** One text in its own direction, what must be known of it, and what stood there before. */
export function TextWithMarks({ text: { newest, earlier }, nameOf }: TextWithMarksProps) {
  const { t } = useTranslation();
  const interpreter = newest.correctedBy ? nameOf(newest.correctedBy) : '';
  const before = earlier.filter(({ text }) => text !== newest.text);
  return (
    <div className={classes.side}>
      <Words segment={newest} />
      <ul className={classes.marks}>
        {interpreter && (
          <li>
            <bdi>{interpreter}</bdi>
          </li>
        )}
        {marksOf(newest).map(({ text, kind }) => (
          <li key={text} data-kind={kind}>
            {kind === 'care' && <IconAlertTriangle size={14} stroke={2} aria-hidden />}
            {t(text)}
          </li>
        ))}
      </ul>
      {before.length > 0 && (
        <details>
          <summary>{t('transcript.earlier')}</summary>
          {before.map((segment) => (
            <Words key={segment.revision} segment={segment} />
          ))}
        </details>
      )}
    </div>
  );
}

function Words({ segment }: { segment: TranscriptSegment }) {
  const language = textLanguageOf(segment);
  return (
    <p className={classes.words} lang={language} dir={directionOf(language)}>
      {segment.text || '…'}
    </p>
  );
}
