import { Button, NativeSelect } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { watchLevel } from '../../call/devices.ts';
import { Notice } from '../../ui/Notice.tsx';
import classes from './DeviceCheck.module.css';
import type { Devices } from './useDevices.ts';

const HEARD = 0.25;
const SILENT_AFTER_MS = 6000;

/** A bar that moves with the voice, and a sentence for those who cannot see it. */
export function MicrophoneCheck({ devices }: { devices: Devices }) {
  const { t } = useTranslation();
  const { microphone, microphones } = devices;
  const { track, state } = microphone;
  return (
    <section className={classes.panel} aria-labelledby="microphone">
      <h2 id="microphone" className={classes.panelTitle}>
        <IconMicrophone size={20} stroke={1.75} aria-hidden />
        {t('deviceCheck.microphone')}
      </h2>
      {track && <Meter track={track} />}
      {track && microphones.length > 1 && (
        <NativeSelect
          aria-label={t('deviceCheck.microphone')}
          value={track.getSettings().deviceId}
          data={microphones.map(({ deviceId, label }) => ({ value: deviceId, label }))}
          onChange={(event) => devices.chooseMicrophone(event.currentTarget.value)}
        />
      )}
      {!track && state !== 'asking' && <Trouble state={state} onRetry={devices.retry} />}
    </section>
  );
}

function Meter({ track }: { track: MediaStreamTrack }) {
  const { t } = useTranslation();
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    setHeard(false);
    setSilent(false);
    const timer = setTimeout(() => setSilent(true), SILENT_AFTER_MS);
    const stop = watchLevel(track, (next) => {
      setLevel(next);
      if (next > HEARD) setHeard(true);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [track]);
  const sentence = heard ? 'heard' : silent ? 'silent' : 'speakNow';
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn as a smooth bar in every browser */}
      <div
        className={classes.meter}
        role="meter"
        aria-label={t('deviceCheck.levelLabel')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(level * 100)}
        data-testid="mic-level"
        data-level={level.toFixed(2)}
      >
        <div className={classes.meterFill} style={{ transform: `scaleX(${level})` }} />
      </div>
      <p className={classes.heard} data-heard={heard} role="status">
        {t(`deviceCheck.${sentence}`)}
      </p>
    </>
  );
}

const SENTENCES = {
  denied: ['microphoneDenied', 'deniedText'],
  missing: ['noMicrophone', 'noMicrophoneText'],
  busy: ['busy', 'busyText'],
  insecure: ['insecure', 'insecureText'],
  failed: ['failed', 'failedText'],
} as const;

function Trouble({ state, onRetry }: { state: Devices['microphone']['state']; onRetry(): void }) {
  const { t } = useTranslation();
  const key = state === 'asking' || state === 'ready' || state === 'off' ? 'missing' : state;
  const [title, text] = SENTENCES[key];
  return (
    <div data-testid="microphone-trouble" data-trouble={key}>
      <Notice
        kind="warning"
        title={t(`deviceCheck.${title}`)}
        action={
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      >
        {t(`deviceCheck.${text}`)}
      </Notice>
    </div>
  );
}
