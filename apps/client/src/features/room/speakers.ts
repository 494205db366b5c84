import type { Language, Participant } from '@silkconsult/protocol';
import type { CallState } from '../../call/index.ts';
import { nameFor } from '../appointment/people.ts';

/** Names for caption lines: those who are here, and those who were and have left. */
export function speakersOf(
  call: CallState,
  participants: readonly Participant[],
  reader: Language,
): (speakerId: string) => string {
  return (speakerId) => {
    const person =
      call.peers.find((peer) => peer.peerId === speakerId) ??
      participants.find((participant) => participant.actor === speakerId);
    return person ? nameFor(person, reader) : '';
  };
}
