import type { Transcript } from '@silkconsult/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { transcriptKey } from '../../api/queries.ts';
import page from '../appointment/AppointmentPage.module.css';
import { SpeakerWord } from '../consents/SpeakerWord.tsx';

interface SpeakersProps {
  transcript: Transcript;
  zone: string;
}

/** What each speaker says about the transcript, and for whom the viewer may speak. */
export function Speakers({ transcript: { appointmentId, speakers }, zone }: SpeakersProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <section className={page.panel} aria-labelledby="speakers">
      <h2 id="speakers">{t('transcript.speakers')}</h2>
      {speakers.map((speaker) => (
        <SpeakerWord
          key={speaker.id}
          {...{ appointmentId, speaker, zone }}
          purpose="transcript"
          onSettled={() => client.invalidateQueries({ queryKey: transcriptKey(appointmentId) })}
        />
      ))}
    </section>
  );
}
