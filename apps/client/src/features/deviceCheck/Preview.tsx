import { Button, NativeSelect } from '@mantine/core';
import { IconVideo, IconVideoOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DeviceCheck.module.css';
import type { Devices } from './useDevices.ts';

/** What the others will see, or the plain truth about why they will not. */
export function Preview({ devices }: { devices: Devices }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const { camera, cameras } = devices;
  const { track } = camera;
  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = track ? new MediaStream([track]) : null;
  }, [track]);
  const switchable = camera.state === 'ready' || camera.state === 'off';
  return (
    <section className={classes.preview} aria-label={t('deviceCheck.camera')}>
      <div className={classes.frame} data-state={camera.state}>
        {track ? (
          <video
            ref={video}
            className={classes.video}
            autoPlay
            playsInline
            muted
            aria-label={t('deviceCheck.preview')}
          />
        ) : (
          camera.state !== 'asking' && <Instead state={camera.state} />
        )}
      </div>
      <div className={classes.under}>
        {switchable && (
          <Button
            variant="default"
            leftSection={
              track ? (
                <IconVideoOff size={20} stroke={1.75} aria-hidden />
              ) : (
                <IconVideo size={20} stroke={1.75} aria-hidden />
              )
            }
            onClick={devices.toggleCamera}
          >
            {t(track ? 'deviceCheck.turnCameraOff' : 'deviceCheck.turnCameraOn')}
          </Button>
        )}
        {track && cameras.length > 1 && (
          <NativeSelect
            className={classes.grow}
            aria-label={t('deviceCheck.camera')}
            value={track.getSettings().deviceId}
            data={cameras.map(({ deviceId, label }) => ({ value: deviceId, label }))}
            onChange={(event) => devices.chooseCamera(event.currentTarget.value)}
          />
        )}
        {!track && !switchable && camera.state !== 'asking' && (
          <Button variant="default" onClick={devices.retry}>
            {t('common.retry')}
          </Button>
        )}
      </div>
    </section>
  );
}

const SENTENCES = {
  ready: ['cameraOff', undefined],
  asking: ['cameraOff', undefined],
  off: ['cameraOff', 'noCameraText'],
  denied: ['cameraDenied', 'deniedText'],
  missing: ['noCamera', 'noCameraText'],
  busy: ['busy', 'busyText'],
  insecure: ['insecure', 'insecureText'],
  failed: ['failed', 'failedText'],
} as const satisfies Record<Devices['camera']['state'], readonly [string, string | undefined]>;

function Instead({ state }: { state: Devices['camera']['state'] }) {
  const { t } = useTranslation();
  const [title, text] = SENTENCES[state];
  return (
    <div className={classes.instead} role="status" data-testid="camera-trouble">
      <IconVideoOff size={40} stroke={1.25} aria-hidden />
      <strong>{t(`deviceCheck.${title}`)}</strong>
      {text && <p>{t(`deviceCheck.${text}`)}</p>}
    </div>
  );
}
