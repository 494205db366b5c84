import type { PeerInfo } from '@silkconsult/protocol';
import { IconAntennaBars2, IconHandStop, IconMicrophoneOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { nameFor } from '../appointment/people.ts';
import classes from './Stage.module.css';

export interface TilePerson {
  peer: PeerInfo;
  self: boolean;
  video?: MediaStreamTrack;
  audio?: MediaStreamTrack;
  muted: boolean;
  speaking: boolean;
  weak: boolean;
}

interface TileProps {
  person: TilePerson;
  soundAllowed: boolean;
  onBlocked(): void;
}

/** One person: picture or initials, who they are, and what may be wrong with them being heard. */
export function Tile({ person, soundAllowed, onBlocked }: TileProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { peer, self, video, muted, speaking, weak } = person;
  const name = nameFor(peer, language);
  return (
    <figure
      className={classes.tile}
      data-testid="tile"
      data-peer-id={peer.peerId}
      data-self={self}
      data-speaking={speaking}
      data-state={peer.state}
    >
      <Picture track={video} />
      {!video && (
        <div className={classes.face}>
          <Avatar name={peer.name} role={peer.role} size="lg" />
        </div>
      )}
      {person.audio && <Sound track={person.audio} allowed={soundAllowed} onBlocked={onBlocked} />}
      {peer.state === 'reconnecting' && (
        <div className={classes.away} role="status">
          {t('room.isReconnecting')}
        </div>
      )}
      <figcaption className={classes.plate}>
        <div className={classes.who}>
          <p className={classes.name}>
            <bdi>{self ? t('common.itIsYou', { name }) : name}</bdi>
          </p>
          <p className={classes.details}>
            {t(`roles.${peer.role}`)} · {t(`languages.${peer.spokenLanguage}`)} ·{' '}
            <bdi>{peer.organization}</bdi>
          </p>
        </div>
        <div className={classes.signs}>
          {speaking && <span className="visuallyHidden">{t('room.speaking')}</span>}
          {peer.raisedHand && (
            <span>
              <IconHandStop size={18} aria-hidden />
            </span>
          )}
          {weak && (
            <span title={t('room.weakConnection')}>
              <IconAntennaBars2 size={18} role="img" aria-label={t('room.weakConnection')} />
            </span>
          )}
          {muted && (
            <span title={t('room.muted')}>
              <IconMicrophoneOff size={18} role="img" aria-label={t('room.muted')} />
            </span>
          )}
        </div>
      </figcaption>
    </figure>
  );
}

/** The element stays while the track comes and goes, so that the last picture is there to freeze on. */
function Picture({ track }: { track?: MediaStreamTrack }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = track ? new MediaStream([track]) : null;
    if (track) void element.play().catch(() => {});
  }, [track]);
  return (
    <video ref={video} className={classes.video} data-off={!track} autoPlay playsInline muted />
  );
}

interface SoundProps {
  track: MediaStreamTrack;
  allowed: boolean;
  onBlocked(): void;
}

/** Pictures may always play; sound needs the browser's leave, and asks for it when it is refused. */
function Sound({ track, allowed, onBlocked }: SoundProps) {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    if (!(element.srcObject instanceof MediaStream) || element.srcObject.getTracks()[0] !== track) {
      element.srcObject = new MediaStream([track]);
    }
    if (!allowed) return;
    element.play().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NotAllowedError') onBlocked();
    });
  }, [track, allowed, onBlocked]);
  // biome-ignore lint/a11y/useMediaCaption: live speech; its captions are the caption lines
  return <audio ref={audio} autoPlay />;
}
