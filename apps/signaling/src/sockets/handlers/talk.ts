import { PhraseUnknownError } from '@silkconsult/captions';
import { RefusedError } from '@silkconsult/service-kit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Peer } from '../../rooms/peer.ts';
import { changedPhrases } from '../../wordings/changedPhrases.ts';
import type { RoomHandlers } from './types.ts';

/** Lines that one person may put before everybody: more than anyone can read, let alone type. */
const lines = new RateLimiterMemory({ points: 20, duration: 10 });

/** @throws RefusedError `permission_denied`, `too_many_requests` */
async function requireTurn(peer: Peer): Promise<void> {
  peer.require('caption');
  await lines.consume(peer.sessionId).catch(() => {
    throw new RefusedError('too_many_requests');
  });
}

/** What is said other than by voice: chat, hands, and captions. */
export const talkHandlers: RoomHandlers = {
  sendChat({ room, peer }, { text }) {
    peer.require('chat');
    const message = room.chat.post(peer.host, text, room.deps.now());
    // To the author too: if the answer is lost with the socket, `resume` brings the message.
    room.notifyAll('chatPosted', { message });
    return message;
  },

  raiseHand({ room, peer }, { raised }) {
    peer.raisedHand = raised;
    room.notifyAll('peerChanged', { peer: peer.info });
    return {};
  },

  setCaptionLanguage({ room, peer }, { language }) {
    peer.captionLanguage = language;
    room.updateLanguages();
    room.notify([peer], 'captionLanguageChanged', { language });
    return {};
  },

  setSpokenLanguage({ room, peer }, { language }) {
    peer.spokenLanguage = language;
    for (const { id, appData } of peer.media?.producers.all ?? [])
      if (appData.source === 'microphone') room.deps.captions.setStreamLanguage(id, language);
    room.notifyAll('peerChanged', { peer: peer.info });
    return {};
  },

  async refreshConsents({ room }) {
    await room.consents.refresh();
    return {};
  },

  async typeCaption({ room, peer }, { text, language = peer.spokenLanguage }) {
    await requireTurn(peer);
    const line = { roomId: room.id, speakerId: peer.peerId, language, text };
    return room.deps.captions.typeLine(line).catch(() => {
      throw new RefusedError('captions_unavailable');
    });
  },

  async sayPhrase({ room, peer }, { language = peer.spokenLanguage, ...phrase }) {
    await requireTurn(peer);
    const chosen = { roomId: room.id, speakerId: peer.peerId, language, phrase };
    return room.deps.captions.sayPhrase(chosen).catch((error: unknown) => {
      // A page from before the book was changed: it is told to load itself again.
      const unknown = error instanceof PhraseUnknownError;
      throw new RefusedError(unknown ? 'malformed_message' : 'captions_unavailable');
    });
  },

  changedPhrases({ room, peer }, { language }) {
    peer.require('caption');
    return { phrases: changedPhrases(room.deps.captions.overlay, language) };
  },

  async suggestPhrases({ room, peer }, { text, language = peer.spokenLanguage }) {
    peer.require('caption');
    return { suggestions: await room.deps.captions.suggestPhrases(text, language) };
  },
};
