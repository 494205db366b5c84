import type { Language, ParticipantRole } from '@silkconsult/protocol';
import type { CallState } from '../../call/index.ts';
import { nameFor } from '../appointment/people.ts';

export interface Speaker {
  name: string;
  role?: ParticipantRole;
}

const known = new Map<string, CallState['peers'][number]>();

/** Names for caption lines; those who have left keep theirs. */
export function speakersOf(call: CallState, reader: Language): (speakerId: string) => Speaker {
  for (const peer of call.peers) known.set(peer.peerId, peer);
  return (speakerId) => {
    const peer = known.get(speakerId);
    return peer ? { name: nameFor(peer, reader), role: peer.role } : { name: '' };
  };
}
