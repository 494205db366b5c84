import { Button } from '@mantine/core';
import type { ConsentPurpose, ConsultSpeaker, NewSpeakerConsent } from '@silkconsult/protocol';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { whenFrom } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import { nameFor } from '../appointment/people.ts';
import { recordSpeakerConsent } from './api.ts';
import classes from './Consents.module.css';
import { WithdrawDialog } from './WithdrawDialog.tsx';

interface SpeakerWordProps {
  appointmentId: string;
  speaker: ConsultSpeaker;
  purpose: ConsentPurpose;
  zone: string;
  /** After the answer to an attempt to write something down, whatever it was. */
  onSettled(): Promise<unknown>;
}

/** What a speaker says to one purpose, and the buttons for who may write down another word. */
export function SpeakerWord(props: SpeakerWordProps) {
  const { appointmentId, speaker, purpose, zone, onSettled } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [withdrawing, setWithdrawing] = useState(false);
  const name = nameFor(speaker, language);
  const word = speaker.words[purpose];
  const status = word?.status ?? 'none';
  const record = useMutation({
    mutationFn: (consent: NewSpeakerConsent) => recordSpeakerConsent(appointmentId, consent),
    onSuccess: () => setWithdrawing(false),
    onSettled,
  });
  const say = (next: 'given' | 'refused') =>
    record.mutate({ purpose, speaker: speaker.id, status: next });
  return (
    <div
      className={classes.speaker}
      data-testid={`word-${purpose}`}
      data-speaker={speaker.id}
      data-status={status}
    >
      <p>
        <bdi>{name}</bdi>, {t(`roles.${speaker.role}`)}:{' '}
        <strong>{t(`transcript.consent.${status}`)}</strong>
      </p>
      {word && (
        <p className={classes.soft}>
          <bdi>{word.recordedBy}</bdi>, {whenFrom(t, new Date(word.at), zone, new Date())}
        </p>
      )}
      {speaker.mayRecord && status !== 'withdrawn' && (
        <div className={classes.buttons}>
          {status !== 'given' && (
            <Button size="compact-md" onClick={() => say('given')} data-testid="agree">
              {t('transcript.give')}
            </Button>
          )}
          {status !== 'refused' && (
            <Button
              size="compact-md"
              variant="default"
              onClick={() => say('refused')}
              data-testid="refuse"
            >
              {t('transcript.refuse')}
            </Button>
          )}
          {status !== 'none' && purpose === 'transcript' && (
            <Button
              size="compact-md"
              variant="default"
              onClick={() => setWithdrawing(true)}
              data-testid="withdraw"
            >
              {t('transcript.withdraw')}
            </Button>
          )}
        </div>
      )}
      {record.isError && !withdrawing && <FailureNotice error={record.error} />}
      {withdrawing && (
        <WithdrawDialog
          name={name}
          error={record.error}
          pending={record.isPending}
          onClose={() => setWithdrawing(false)}
          onSubmit={() =>
            record.mutate({ purpose: 'transcript', speaker: speaker.id, status: 'withdrawn' })
          }
        />
      )}
    </div>
  );
}
