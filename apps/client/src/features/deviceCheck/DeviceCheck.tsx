import { Button } from '@mantine/core';
import type { Appointment, Language } from '@silkconsult/protocol';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session.ts';
import { Shell } from '../../app/Shell.tsx';
import { whenFrom } from '../../time/format.ts';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import classes from './DeviceCheck.module.css';
import { MicrophoneCheck } from './MicrophoneCheck.tsx';
import { Preview } from './Preview.tsx';
import { SpeakerCheck } from './SpeakerCheck.tsx';
import { useDevices } from './useDevices.ts';

export interface Ready {
  microphone?: MediaStreamTrack;
  camera?: MediaStreamTrack;
  microphoneOn: boolean;
}

interface DeviceCheckProps {
  appointment: Appointment;
  /** The room lets people in now. */
  open: boolean;
  /** The call's code is here. */
  loaded: boolean;
  /** The person was in the room a moment ago (a reload): go on as soon as the devices are there. */
  skip: boolean;
  /** The way leads through the lobby. */
  waits: boolean;
  spokenLanguage: Language;
  captionLanguage: Language;
  onSpokenLanguage(language: Language): void;
  onCaptionLanguage(language: Language): void;
  onEnter(ready: Ready): void;
  onBack(): void;
}

/** See yourself, hear yourself, choose languages, come in. Nothing here is an obstacle but the clock. */
export function DeviceCheck(props: DeviceCheckProps) {
  const { appointment, open, loaded, skip, waits } = props;
  const { t } = useTranslation();
  const me = useMe();
  const devices = useDevices();
  const { microphone, camera } = devices;
  const asking = microphone.state === 'asking' || camera.state === 'asking';
  const enter = () => {
    devices.handOver();
    props.onEnter({
      microphone: microphone.track,
      camera: camera.track,
      microphoneOn: microphone.track !== undefined,
    });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: goes in once, when everything is there
  useEffect(() => {
    if (skip && open && loaded && !asking) enter();
  }, [skip, open, loaded, asking]);

  return (
    <Shell>
      <div className={classes.page} data-testid="device-check">
        <div className={classes.head}>
          <PageHeading title={t('deviceCheck.title')} />
          <p className={classes.lead}>{asking ? t('deviceCheck.asking') : t('deviceCheck.lead')}</p>
        </div>
        <Preview devices={devices} />
        <div className={classes.side}>
          <MicrophoneCheck devices={devices} />
          <SpeakerCheck />
          <div className={classes.languages}>
            <LanguageSelect
              label={t('deviceCheck.spokenLanguage')}
              value={props.spokenLanguage}
              onChange={props.onSpokenLanguage}
              testId="spoken-language"
            />
            <LanguageSelect
              label={t('deviceCheck.captionLanguage')}
              value={props.captionLanguage}
              onChange={props.onCaptionLanguage}
              testId="check-caption-language"
            />
          </div>
          <div className={classes.enter}>
            <Button
              size="lg"
              fullWidth
              disabled={!open || asking}
              loading={!loaded && open}
              onClick={enter}
              data-testid="enter-room"
            >
              {microphone.track || asking
                ? t(waits ? 'deviceCheck.enterLobby' : 'deviceCheck.enter')
                : t('deviceCheck.withoutMicrophone')}
            </Button>
            {!open && (
              <p className={classes.hint}>
                {t('deviceCheck.notOpenYet', {
                  time: whenFrom(
                    t,
                    new Date(appointment.admission.opensAt),
                    me?.timeZone ?? 'UTC',
                    new Date(),
                  ),
                })}
              </p>
            )}
            <Button
              variant="subtle"
              leftSection={<IconArrowLeft className="mirrored" size={18} aria-hidden />}
              onClick={props.onBack}
            >
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      </div>
    </Shell>
  );
}
