import { Button } from '@mantine/core';
import type { Transcript, TranscriptConsentStatus, TranscriptSpeaker } from '@silkconsult/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transcriptKey } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { whenFrom } from '../../time/format.ts';
import { FailureNotice } from '../../ui/FailureNotice.tsx';
import page from '../appointment/AppointmentPage.module.css';
import { nameFor } from '../appointment/people.ts';
import { recordTranscriptConsent } from './api.ts';
import classes from './Transcript.module.css';
import { WithdrawDialog } from './WithdrawDialog.tsx';

interface SpeakersProps {
  transcript: Transcript;
  zone: string;
}

/** What each speaker says about the transcript, and for whom the viewer may speak. */
export function Speakers({ transcript, zone }: SpeakersProps) {
  const { t } = useTranslation();
  return (
    <section className={page.panel} aria-labelledby="speakers">
      <h2 id="speakers">{t('transcript.speakers')}</h2>
      {transcript.speakers.map((speaker) => (
        <Speaker key={speaker.id} id={transcript.appointmentId} speaker={speaker} zone={zone} />
      ))}
    </section>
  );
}

function Speaker({ id, speaker, zone }: { id: string; speaker: TranscriptSpeaker; zone: string }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const client = useQueryClient();
  const [withdrawing, setWithdrawing] = useState(false);
  const name = nameFor(speaker, language);
  const status = speaker.consent?.status ?? 'none';
  const record = useMutation({
    mutationFn: (next: TranscriptConsentStatus) =>
      recordTranscriptConsent(id, { speaker: speaker.id, status: next }),
    onSuccess: () => setWithdrawing(false),
    onSettled: () => client.invalidateQueries({ queryKey: transcriptKey(id) }),
  });
  return (
    <div className={classes.speaker} data-testid="transcript-speaker" data-status={status}>
      <p>
        <bdi>{name}</bdi>, {t(`roles.${speaker.role}`)}:{' '}
        <strong>{t(`transcript.consent.${status}`)}</strong>
      </p>
      {speaker.consent && (
        <p className={classes.soft}>
          <bdi>{speaker.consent.recordedBy}</bdi>,{' '}
          {whenFrom(t, new Date(speaker.consent.at), zone, new Date())}
        </p>
      )}
      {speaker.mayRecord && status !== 'withdrawn' && (
        <div className={classes.buttons}>
          {status !== 'given' && (
            <Button size="compact-md" onClick={() => record.mutate('given')} data-testid="agree">
              {t('transcript.give')}
            </Button>
          )}
          {status !== 'refused' && (
            <Button
              size="compact-md"
              variant="default"
              onClick={() => record.mutate('refused')}
              data-testid="refuse"
            >
              {t('transcript.refuse')}
            </Button>
          )}
          {status !== 'none' && (
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
          onSubmit={() => record.mutate('withdrawn')}
        />
      )}
    </div>
  );
}
