import type { Participant } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { warningsOf } from '../../call/captions.ts';
import type { CallState } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { speakersOf } from './speakers.ts';

interface FinalsAloudProps {
  call: CallState;
  participants: readonly Participant[];
}

/**
 * Finished lines for screen readers: each when it is finished, never the
 * flicker before it. Other words for it (a correction, a late translation) are a new line: a reader
 * of the screen hears additions and nothing else.
 */
export function FinalsAloud({ call, participants }: FinalsAloudProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const speaker = speakersOf(call, participants, language);
  const finals = call.captions.filter((line) => line.shown.state !== 'partial').slice(-5);
  return (
    <div className="visuallyHidden" aria-live="polite" aria-relevant="additions">
      {finals.map((line) => (
        <p
          key={`${line.segmentId} ${line.textLanguage} ${line.shown.state === 'corrected' ? line.shown.revision : ''}`}
          lang={line.textLanguage}
          dir={directionOf(line.textLanguage)}
        >
          {speaker(line.speakerId)}: {line.shown.text}
          {warningsOf(line.shown).map((warning) => (
            <span key={warning} lang={language} dir={directionOf(language)}>
              {' '}
              {t(`captions.warnings.${warning}`)}
            </span>
          ))}
        </p>
      ))}
    </div>
  );
}
