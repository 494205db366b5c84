import type { Participant } from '@silkconsult/protocol';
import { directionOf } from '@silkconsult/protocol';
import type { CallState } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { speakersOf } from './speakers.ts';

interface FinalsAloudProps {
  call: CallState;
  participants: readonly Participant[];
}

/** Finished lines for screen readers: each once, when it is finished, never the flicker before it. */
export function FinalsAloud({ call, participants }: FinalsAloudProps) {
  const { language } = useLanguage();
  const speaker = speakersOf(call, participants, language);
  const finals = call.captions.filter((line) => line.shown.state !== 'partial').slice(-5);
  return (
    <div className="visuallyHidden" aria-live="polite" aria-relevant="additions">
      {finals.map((line) => (
        <p key={line.segmentId} lang={line.textLanguage} dir={directionOf(line.textLanguage)}>
          {speaker(line.speakerId)}: {line.shown.text}
        </p>
      ))}
    </div>
  );
}
