import { Button } from '@mantine/core';
import { IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { playChime } from '../../call/devices.ts';
import classes from './DeviceCheck.module.css';

export function SpeakerCheck() {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState(false);
  const play = async () => {
    setPlaying(true);
    await playChime().catch(() => {});
    setPlaying(false);
  };
  return (
    <section className={classes.panel} aria-labelledby="speaker">
      <div className={classes.panelHead}>
        <h2 id="speaker" className={classes.panelTitle}>
          <IconVolume className="mirrored" size={20} stroke={1.75} aria-hidden />
          {t('deviceCheck.speaker')}
        </h2>
        <Button variant="default" size="sm" disabled={playing} onClick={() => void play()}>
          {t(playing ? 'deviceCheck.playing' : 'deviceCheck.testSpeaker')}
        </Button>
      </div>
    </section>
  );
}
