import type { Participant } from '@silkconsult/protocol';
import { IconNotes, IconNotesOff, IconWorldUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallSession, CallState } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { speakersOf } from '../room/speakers.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import classes from './Consents.module.css';

interface ConsentSignProps {
  session: CallSession;
  call: CallState;
  appointmentId: string;
  participants: readonly Participant[];
  opened: boolean;
  onOpen(): void;
  onClose(): void;
}

/** Whose words are kept, and whose go outside, in the bar for everybody; a click leads to one's own. */
export default function ConsentSign(props: ConsentSignProps) {
  const { session, call, appointmentId, participants, opened, onOpen, onClose } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const nameOf = speakersOf(call, participants, language);
  const namesOf = (ids: readonly string[]) =>
    new Intl.ListFormat(language, { type: 'unit' }).format(ids.map(nameOf).filter(Boolean));
  const { transcribed, outsideSpeakers } = call;
  const isKept = transcribed.length > 0;
  const isOutside = call.captionStatus.outside !== undefined && outsideSpeakers.length > 0;
  const kept = isKept ? t('consents.kept', { names: namesOf(transcribed) }) : t('consents.notKept');
  const outside = t('consents.outsideNow', { names: namesOf(outsideSpeakers) });
  return (
    <>
      <button
        type="button"
        className={classes.sign}
        data-kept={isKept || undefined}
        data-testid="consent-sign"
        aria-label={[kept, ...(isOutside ? [outside] : [])].join('. ')}
        title={kept}
        onClick={onOpen}
      >
        {isKept ? <IconNotes size={18} aria-hidden /> : <IconNotesOff size={18} aria-hidden />}
        <bdi className={classes.names}>{kept}</bdi>
        {isKept && <span className={classes.count}>{transcribed.length}</span>}
        {isOutside && <IconWorldUp size={18} aria-hidden data-testid="outside-sign" />}
      </button>
      {opened && (
        <ConsentDialog
          {...{ session, call, appointmentId, onClose }}
          outsideNames={namesOf(outsideSpeakers)}
        />
      )}
    </>
  );
}
