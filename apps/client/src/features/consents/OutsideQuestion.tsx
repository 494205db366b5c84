import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useSpeakers } from './useSpeakers.ts';

interface OutsideQuestionProps {
  session: CallSession;
  call: CallState;
  appointmentId: string;
  onAnswer(): void;
}

/** Asks whoever may answer, for themselves or for the patient beside them, and has not yet. */
export default function OutsideQuestion(props: OutsideQuestionProps) {
  const { session, call, appointmentId, onAnswer } = props;
  const { t } = useTranslation();
  const { speakers } = useSpeakers(appointmentId, session, call);
  const open = speakers.some(({ mayRecord, words }) => mayRecord && !words.outsideEngines);
  if (!open) return null;
  return (
    <Notice
      kind="info"
      action={
        <Button onClick={onAnswer} data-testid="answer-outside">
          {t('consents.answer')}
        </Button>
      }
    >
      {t('consents.question')}
    </Notice>
  );
}
