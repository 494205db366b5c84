import { Button } from '@mantine/core';
import type { Measurement } from '@silkconsult/protocol';
import { useTranslation } from 'react-i18next';
import { SpeakerCheck } from '../deviceCheck/SpeakerCheck.tsx';
import classes from './RehearsalPage.module.css';

interface SpeakerQuestionProps {
  answer: Measurement['speaker'];
  onAnswer(answer: Measurement['speaker']): void;
}

/** Only a person can tell whether a loudspeaker is heard. */
export function SpeakerQuestion({ answer, onAnswer }: SpeakerQuestionProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.speaker}>
      <SpeakerCheck />
      <fieldset className={classes.question}>
        <legend>{t('rehearsal.didYouHear')}</legend>
        {(['heard', 'not-heard'] as const).map((one) => (
          <Button
            key={one}
            size="sm"
            variant={answer === one ? 'filled' : 'default'}
            aria-pressed={answer === one}
            onClick={() => onAnswer(one)}
            data-testid={`speaker-${one}`}
          >
            {t(one === 'heard' ? 'rehearsal.yes' : 'rehearsal.no')}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
