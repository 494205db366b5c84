import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './RehearsalPage.module.css';

/** The own picture after its way to the server and back. Its sound is measured, not played. */
export function Echo({ track }: { track: MediaStreamTrack }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = new MediaStream([track]);
  }, [track]);
  return (
    <figure className={classes.echo}>
      <video
        ref={video}
        autoPlay
        playsInline
        muted
        aria-label={t('rehearsal.echo')}
        data-testid="rehearsal-echo"
      />
      <figcaption>{t('rehearsal.echo')}</figcaption>
    </figure>
  );
}
