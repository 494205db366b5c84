import { useTranslation } from 'react-i18next';
import type { CallState } from '../../call/index.ts';
import classes from './Stage.module.css';
import type { TilePerson } from './Tile.tsx';
import { Tile } from './Tile.tsx';

interface StageProps {
  call: CallState;
  speaking: ReadonlySet<string>;
  soundAllowed: boolean;
  onBlocked(): void;
}

/** Everybody's picture, oneself last, in the largest grid that fits. */
export function Stage({ call, speaking, soundAllowed, onBlocked }: StageProps) {
  const { t } = useTranslation();
  const others = call.peers.filter((peer) => peer.peerId !== call.selfId);
  const self = call.peers.find((peer) => peer.peerId === call.selfId);
  const people: TilePerson[] = others.map((peer) => {
    const media = call.media[peer.peerId] ?? [];
    const camera = media.find(({ source }) => source === 'camera');
    const microphone = media.find(({ source }) => source === 'microphone');
    return {
      peer,
      self: false,
      video: camera && !camera.paused ? camera.track : undefined,
      audio: microphone?.track,
      muted: !microphone || microphone.paused,
      speaking: speaking.has(peer.peerId),
      weak: (call.quality[peer.peerId] ?? 10) <= 4,
    };
  });
  if (self) {
    people.push({
      peer: self,
      self: true,
      video: call.camera.on ? call.camera.track : undefined,
      muted: !call.microphone.on,
      speaking: call.dominantSpeaker === self.peerId && call.microphone.on,
      weak: false,
    });
  }
  return (
    <section
      className={classes.stage}
      data-count={people.length}
      aria-label={t('room.stage')}
      style={{ '--count': people.length } as React.CSSProperties}
    >
      {people.map((person) => (
        <Tile
          key={person.peer.peerId}
          person={person}
          soundAllowed={soundAllowed}
          onBlocked={onBlocked}
        />
      ))}
      {others.length === 0 && (
        <div className={classes.alone}>
          <strong>{t('room.alone')}</strong>
          <p>{t('room.aloneText')}</p>
        </div>
      )}
    </section>
  );
}
