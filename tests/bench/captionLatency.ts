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
import { spokenTestSentences } from '../support/sentences.ts';
import { keepRecording, speak } from '../support/speech.ts';
import { startStack } from '../support/stack.ts';
import type { BenchResult } from './result.ts';
import { describe, percentile, result } from './result.ts';
import { VoiceEnds } from './voice.ts';

const GOAL_SECONDS = 1.5;
const SAMPLES = 40;
const PAUSE_MS = 3_000;
/** No sentence pauses this long within itself. */
const SILENCE_MS = 1_000;
const SERVER = '127.0.0.1';
const SPEAKERS_PATH = '127.0.0.4';

/**
 * From the last voiced packet of a sentence to its final line on another person's screen, in that
 * person's language. The speaker is a browser; its packets pass a relay that reads their loudness,
 * the reader's page notes when a final line appears; both have this machine's clock.
 */
export async function measureCaptionLatency(): Promise<BenchResult> {
  const closers: (() => unknown)[] = [];
  try {
    const stack = await startStack();
    closers.push(() => stack.stop());
    const folder = mkdtempSync(join(tmpdir(), 'silkconsult-bench-'));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const sentences = spokenTestSentences().map(({ spoken }) => spoken);
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
      else await readsCaptionsIn(page, 'zh-CN');
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
    await eventually(`${SAMPLES} sentences are spoken`, () => heard.ends.length > SAMPLES, {
      withinMs: SAMPLES * 10_000,
      everyMs: 500,
    });
    const finals = await reader.evaluate(() => window.probe.finalCaptions);
    return report(heard.ends, finals);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

function report(ends: readonly number[], finals: readonly CaptionSighting[]): BenchResult {
  const lines = [...Map.groupBy(finals, ({ segmentId }) => segmentId).values()].map(
    (sightings) => sightings.find(({ language }) => language === 'zh-CN') ?? sightings[0],
  );
  const latencies: number[] = [];
  let missing = 0;
  for (const [index, end] of ends.slice(0, SAMPLES).entries()) {
    const next = ends[index + 1] ?? Number.POSITIVE_INFINITY;
    // Where a sentence became two lines, the later one counts.
    const line = lines.findLast((each) => each && each.at > end && each.at < next);
    if (!line) missing += 1;
    latencies.push(((line?.at ?? next) - end) / 1000);
  }
  const translated = finals.filter(({ language }) => language === 'zh-CN').length;
  console.log(
    `${translated} of ${lines.length} lines translated; ${missing} sentences had no line`,
  );
  console.log(describe('last voiced packet to final line', latencies, 's'));
  return result('caption-latency', percentile(latencies, 0.95), 's', GOAL_SECONDS);
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
