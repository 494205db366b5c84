import type { PeerInfo } from '@silkconsult/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallState } from '../../call/index.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { nameFor } from '../appointment/people.ts';

/** Says to those who cannot see the tiles who comes in and who leaves. */
export function ArrivalsAloud({ call }: { call: CallState }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const known = useRef<readonly PeerInfo[]>(call.peers);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const before = known.current;
    known.current = call.peers;
    const here = (list: readonly PeerInfo[], id: string) =>
      list.some(({ peerId }) => peerId === id);
    const came = call.peers.filter((peer) => !here(before, peer.peerId));
    const left = before.filter((peer) => !here(call.peers, peer.peerId));
    if (came.length + left.length === 0) return;
    setSaid(
      [
        ...came.map((peer) => t('room.joinedNotice', { name: nameFor(peer, language) })),
        ...left.map((peer) => t('room.leftNotice', { name: nameFor(peer, language) })),
      ].join('. '),
    );
  }, [call.peers, language, t]);
  return (
    <p className="visuallyHidden" role="status">
      {said}
    </p>
  );
}
