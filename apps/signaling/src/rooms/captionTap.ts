import type { Language } from '@silkconsult/protocol';
import type { Logger } from '@silkconsult/service-kit';
import type { TapSink } from '../media/audioTap.ts';
import type { Captions } from './captions.ts';

/**
 * Leads a room's microphones into the captions. Whatever goes wrong there stops here: media and
 * signalling go on, and the log says it once for each stream, not fifty times a second.
 */
export function captionTap(
  captions: Captions,
  roomId: string,
  spokenLanguageOf: (peerId: string) => Language | undefined,
  logger: Logger,
): TapSink {
  const failed = new Set<string>();
  const guarded = (streamId: string, act: () => void) => {
    try {
      act();
    } catch (error) {
      if (!failed.has(streamId)) logger.warn({ err: error, roomId, streamId }, 'captions failed');
      failed.add(streamId);
    }
  };
  return {
    opened(streamId, peerId) {
      const language = spokenLanguageOf(peerId);
      if (!language) return;
      guarded(streamId, () =>
        captions.openStream({ streamId, roomId, speakerId: peerId, language }),
      );
    },
    rtp(streamId, packet) {
      guarded(streamId, () => captions.pushRtp(streamId, packet));
    },
    closed(streamId) {
      guarded(streamId, () => captions.closeStream(streamId));
      failed.delete(streamId);
    },
  };
}
