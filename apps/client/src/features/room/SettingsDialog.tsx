import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listDevices } from '../../call/devices.ts';
import type { CallSession, CallState } from '../../call/index.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { LanguageSelect } from '../../ui/LanguageSelect.tsx';
import classes from '../appointment/PlanActions.module.css';
import {
  CAPTION_SIZES,
  type CaptionLooks,
  setCaptionLooks,
  useCaptionLooks,
} from './captionLooks.ts';

interface SettingsDialogProps {
  session: CallSession;
  call: CallState;
  onClose(): void;
}

/** What one changes seldom: languages, camera, microphone. */
export default function SettingsDialog({ session, call, onClose }: SettingsDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('room.settings')} onClose={onClose}>
      <div className={classes.form}>
        <LanguageSelect
          label={t('captions.spokenLanguage')}
          testId="spoken-language"
          value={call.spokenLanguage}
          onChange={(next) => void session.setSpokenLanguage(next).catch(() => {})}
        />
        <LanguageSelect
          label={t('captions.language')}
          value={call.captionLanguage}
          onChange={(next) => void session.setCaptionLanguage(next).catch(() => {})}
        />
        <LooksFields />
        <DeviceSelect session={session} call={call} kind="microphone" />
        <DeviceSelect session={session} call={call} kind="camera" />
      </div>
    </Dialog>
  );
}

function LooksFields() {
  const { t } = useTranslation();
  const { size, source } = useCaptionLooks();
  return (
    <>
      <NativeSelect
        label={t('captionLooks.size')}
        value={size}
        data={CAPTION_SIZES.map((one) => ({ value: one, label: t(`captionLooks.sizes.${one}`) }))}
        onChange={(event) =>
          setCaptionLooks({ size: event.currentTarget.value as CaptionLooks['size'] })
        }
        data-testid="caption-size"
      />
      <label>
        <input
          type="checkbox"
          checked={source}
          onChange={(event) => setCaptionLooks({ source: event.currentTarget.checked })}
          data-testid="caption-source"
        />{' '}
        {t('captionLooks.source')}
      </label>
    </>
  );
}

interface DeviceSelectProps {
  session: CallSession;
  call: CallState;
  kind: 'microphone' | 'camera';
}

function DeviceSelect({ session, call, kind }: DeviceSelectProps) {
  const { t } = useTranslation();
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    void listDevices(kind === 'camera' ? 'videoinput' : 'audioinput').then(setDevices);
  }, [kind]);
  if (devices.length === 0) return null;
  return (
    <NativeSelect
      label={t(`deviceCheck.${kind}`)}
      value={call[kind].track?.getSettings().deviceId ?? ''}
      data={devices.map(({ deviceId, label }) => ({ value: deviceId, label }))}
      onChange={(event) => void session.tracks.turnOn(kind, event.currentTarget.value)}
    />
  );
}
