import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import type { CallSession, CallState } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import classes from './Consents.module.css';
import { SpeakerWord } from './SpeakerWord.tsx';
import { useSpeakers } from './useSpeakers.ts';

interface ConsentDialogProps {
  session: CallSession;
  call: CallState;
  appointmentId: string;
  /** Whose words go outside now. */
  outsideNames: string;
  onClose(): void;
}

/** What everybody says about their words; one's own, and those of who one sits with, to change. */
export function ConsentDialog(props: ConsentDialogProps) {
  const { session, call, appointmentId, outsideNames, onClose } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const me = useMe();
  const zone = me?.timeZone ?? 'UTC';
  const { speakers, onSettled } = useSpeakers(appointmentId, session, call);
  const { outside } = call.captionStatus;
  const heard = Object.keys(outside?.speech ?? {}).map((code) => t(`languages.${code}`));
  // Oneself first: that is what most people come for.
  const sorted = speakers.toSorted(
    (a, b) => Number(b.id === me?.personId) - Number(a.id === me?.personId),
  );
  const words = (purpose: 'transcript' | 'outsideEngines') =>
    sorted.map((speaker) => (
      <SpeakerWord key={speaker.id} {...{ appointmentId, speaker, purpose, zone, onSettled }} />
    ));
  return (
    <Dialog title={t('consents.title')} onClose={onClose}>
      <div className={classes.dialog} data-testid="consent-dialog">
        <section>
          <h3>{t('consents.transcript')}</h3>
          <p className={classes.soft}>{t('consents.transcriptLead')}</p>
          {words('transcript')}
        </section>
        {outside && (
          <section>
            <h3>{t('consents.outside')}</h3>
            <p className={classes.soft}>{t('consents.outsideLead')}</p>
            {heard.length > 0 && (
              <p className={classes.soft}>
                {t('consents.outsideSpeech', {
                  languages: new Intl.ListFormat(language, { type: 'unit' }).format(heard),
                })}
              </p>
            )}
            {outside.translation.length > 0 && (
              <p className={classes.soft}>{t('consents.outsideTranslation')}</p>
            )}
            <p role="status">
              <strong>
                {outsideNames === ''
                  ? t('consents.outsideNobody')
                  : t('consents.outsideNow', { names: outsideNames })}
              </strong>
            </p>
            {words('outsideEngines')}
          </section>
        )}
      </div>
    </Dialog>
  );
}
