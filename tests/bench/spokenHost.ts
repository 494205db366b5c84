import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { CaptionSegment } from '@silkconsult/protocol';
import { CaptionsHost } from '../../packages/captions/src/index.ts';
import type { SpokenPacket } from '../../packages/captions/src/testing/rtp.ts';
import { toRtp } from '../../packages/captions/src/testing/rtp.ts';
import { concat, silence, speak } from '../../packages/captions/src/testing/speech.ts';

const BEFORE_MS = 500;
const PAUSE_MS = 1000;
const AFTER_MS = 1500;

/** A recording of sentences, and where in it each begins and ends to be voiced. */
export interface Recording {
  packets: SpokenPacket[];
  sentences: { text: string; onsetMs: number; endMs: number }[];
  lastsMs: number;
}

/** Spoken by flite's kal16, with a second between two sentences, as Opus in RTP. */
export async function record(sentences: readonly string[]): Promise<Recording> {
  const parts = [silence(BEFORE_MS)];
  const spans: { text: string; fromMs: number; toMs: number }[] = [];
  let atMs = BEFORE_MS;
  for (const text of sentences) {
    const pcm = await speak(text);
    const lastsMs = pcm.length / 16;
    spans.push({ text, fromMs: atMs, toMs: atMs + lastsMs });
    parts.push(pcm, silence(PAUSE_MS));
    atMs += lastsMs + PAUSE_MS;
  }
  parts.push(silence(AFTER_MS));
  const packets = toRtp(concat(...parts));
  return {
    packets,
    lastsMs: atMs + AFTER_MS,
    sentences: spans.map(({ text, fromMs, toMs }) => {
      const voiced = packets.filter((p) => p.voiced && p.atMs >= fromMs - 20 && p.atMs < toMs);
      const [first, last] = [voiced[0], voiced.at(-1)];
      if (!first || !last) throw new Error(`"${text}" has no voice`);
      return { text, onsetMs: first.atMs, endMs: last.atMs };
    }),
  };
}

/** A line, and when it left the captions host. */
export interface Sighting {
  segment: CaptionSegment;
  at: number;
}

/** A captions host with one room, and everything that it says of each speaker. */
export async function openHost() {
  const captions = await CaptionsHost.create();
  while (captions.status.host !== 'ready') await once(captions, 'status');
  if (captions.status.speech.en === undefined) throw new Error('there is no English engine here');
  const roomId = randomUUID();
  captions.openRoom(roomId);
  const seen: Sighting[] = [];
  captions.on('segment', (segment) => seen.push({ segment, at: Date.now() }));
  return {
    captions,
    /** A new speaker's microphone: what it sends, and what was made of it. */
    speaker: () => {
      const speakerId = randomUUID();
      captions.openStream({ streamId: speakerId, roomId, speakerId, language: 'en' });
      return {
        push: (packet: Buffer) => captions.pushRtp(speakerId, packet),
        sightings: () => seen.filter(({ segment }) => segment.speakerId === speakerId),
        close: () => captions.closeStream(speakerId),
      };
    },
    close: () => captions.close(),
  };
}

/** Long enough for the last line, whatever waits. */
export const LAST_LINE_MS = 4000;
