import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openContext } from '../support/browser.ts';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import type { CaptionSighting } from '../support/page/probe.ts';
import {
  enterRoom,
  goToDeviceCheck,
  readsCaptionsIn,
  signIn,
  speaksLanguage,
} from '../support/people.ts';
import { Relay } from '../support/relay.ts';
import { keepRecording, speak } from '../support/speech.ts';
import { startStack } from '../support/stack.ts';
import { VoiceEnds } from './voice.ts';

const PAUSE_MS = 3_000;
/** No sentence pauses this long within itself. */
const SILENCE_MS = 1_000;
const SERVER = '127.0.0.1';
const SPEAKERS_PATH = '127.0.0.4';

/** The caption language of the person who reads. */
export const READER = 'zh-CN';

interface CaptionedSpeech {
  /** When each sentence's last voiced packet passed, in milliseconds since the epoch. */
  ends: readonly number[];
  /** The final lines that the reader saw, and when. */
  finals: CaptionSighting[];
}

/**
 * Has English sentences spoken in a consult, and watches the screen of somebody who reads Chinese.
 * The speaker is a browser; its packets pass a relay that reads their loudness, the reader's page
 * notes when a final line appears; both have this machine's clock. When the sentences are over,
 * they begin again.
 */
export async function captionSpeech(
  sentences: readonly string[],
  samples: number,
  env: NodeJS.ProcessEnv = {},
): Promise<CaptionedSpeech> {
  const closers: (() => unknown)[] = [];
  try {
    const stack = await startStack({ env });
    closers.push(() => stack.stop());
    const folder = mkdtempSync(join(tmpdir(), 'silkconsult-bench-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const recording = await speak(sentences, { pauseMs: PAUSE_MS });
    const microphone = keepRecording(recording, folder, 'speaker');
    let voice: VoiceEnds | undefined;
    for (const port of stack.mediaPorts) {
      const [from, to] = [SPEAKERS_PATH, SERVER].map((host) => ({ host, port }));
      if (!from || !to) continue;
      const relay = await Relay.create(from, to, { onDatagram: (packet) => voice?.see(packet) });
      closers.push(() => relay.close());
    }
    const { appointment } = await bookConsult(stack.url);
    const enter = async (who: 'specialist' | 'referrer', page: Page) => {
      await signIn(page, stack.url, ACCOUNTS[who]);
      await goToDeviceCheck(page, stack.url, appointment.id);
      if (who === 'referrer') await speaksLanguage(page, 'en');
      else await readsCaptionsIn(page, READER);
      await enterRoom(page);
    };
    const readers = await launchBrowser();
    closers.push(() => readers.close());
    const reader = await (await openContext(readers)).newPage();
    await enter('specialist', reader);
    const speakers = await launchBrowser({ microphone });
    closers.push(() => speakers.close());
    const mediaAddress = { from: SERVER, to: SPEAKERS_PATH };
    const speaker = await (await openContext(speakers, { mediaAddress })).newPage();
    await enter('referrer', speaker);
    const heard = new VoiceEnds(await audioLevelId(speaker), SILENCE_MS);
    voice = heard;
    // One more than is measured, because each sentence's line may come until the next one ends.
    await eventually(`${samples} sentences are spoken`, () => heard.ends.length > samples, {
      withinMs: samples * 10_000,
      everyMs: 500,
    });
    const finals = await reader.evaluate(() => window.probe.finalCaptions);
    return { ends: heard.ends, finals };
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** The id of the loudness extension in the speaker's session. */
async function audioLevelId(speaker: Page): Promise<number> {
  const found = await eventually('the microphone is sent', () =>
    speaker.evaluate(() => {
      // Each direction has a connection with numbers of its own.
      const descriptions = window.probe.connections
        .filter((each) => each.getSenders().some(({ track }) => track?.kind === 'audio'))
        .map((each) => each.localDescription?.sdp ?? '');
      const line = /a=extmap:(\d+)(?:\/\w+)? urn:ietf:params:rtp-hdrext:ssrc-audio-level/;
      return descriptions.map((sdp) => line.exec(sdp)?.[1]).find(Boolean);
    }),
  );
  return Number(found);
}
