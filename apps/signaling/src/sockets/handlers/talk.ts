import { RefusedError } from '@silkconsult/service-kit';
import type { RoomHandlers } from './types.ts';

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

  async refreshTranscript({ room }) {
    await room.transcript.refresh();
    return {};
  },

  async typeCaption({ room, peer }, { text, language = peer.spokenLanguage }) {
    peer.require('caption');
    const line = { roomId: room.id, speakerId: peer.peerId, language, text };
    return room.deps.captions.typeLine(line).catch(() => {
      throw new RefusedError('captions_unavailable');
    });
  },
};
