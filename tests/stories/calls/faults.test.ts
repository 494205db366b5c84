/** @jest-environment ./tests/support/stackEnvironment.ts */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCOUNTS, bookConsult } from '../../support/consults.ts';
import { eventually } from '../../support/eventually.ts';
import {
  connectionState,
  enterRoom,
  finalLines,
  goToDeviceCheck,
  hears,
  peerIdOf,
  readsCaptionsIn,
  seesMove,
  signIn,
  speaksLanguage,
} from '../../support/people.ts';
import { Relay } from '../../support/relay.ts';
import { spokenTestSentences } from '../../support/sentences.ts';
import { keepRecording, speak } from '../../support/speech.ts';
import type { Stack } from '../../support/stack.ts';
import { stack } from '../../support/stack.ts';
import type { Stage } from '../../support/story.ts';
import { story } from '../../support/story.ts';

const SERVER = '127.0.0.1';
const OWN_PATH = '127.0.0.3';
const BLACKOUT_MS = 4_000;

/** The specialist and the referrer in a call that works in both directions. */
async function call(
  stage: Stage,
  { path, microphone }: { path?: typeof OWN_PATH; microphone?: string } = {},
) {
  const { url } = stack();
  const consult = await bookConsult(url);
  const specialist = await stage.person('specialist');
  const referrer = await stage.person('referrer', {
    microphone,
    route: path && { from: SERVER, to: path },
    mediaAddress: path && { from: SERVER, to: path },
  });
  const enter = async (page: Page, account: { email: string; password: string }) => {
    await signIn(page, url, account);
    await goToDeviceCheck(page, url, consult.appointment.id);
    await speaksLanguage(page, 'en');
    await readsCaptionsIn(page, 'zh-CN');
    await enterRoom(page);
  };
  await enter(specialist, ACCOUNTS.specialist);
  await enter(referrer, ACCOUNTS.referrer);
  const ids = { specialist: await peerIdOf(specialist), referrer: await peerIdOf(referrer) };
  const bothSeeEachOther = (withinMs?: number) =>
    Promise.all([
      seesMove(specialist, ids.referrer, withinMs),
      seesMove(referrer, ids.specialist, withinMs),
    ]);
  await bothSeeEachOther();
  return { specialist, referrer, ids, bothSeeEachOther };
}

/** A network path of one person's own to everything that the platform offers. */
async function ownPath({ port, mediaPorts }: Stack): Promise<Relay[]> {
  return Promise.all(
    [port, ...mediaPorts].map((each) =>
      Relay.create({ host: OWN_PATH, port: each }, { host: SERVER, port: each }),
    ),
  );
}

describe('a call goes on', () => {
  story('when the media workers are killed: video flows again without a click', async (stage) => {
    const { specialist, referrer, bothSeeEachOther } = await call(stage);
    const killed = stack().pidsOf('mediaWorker');
    expect(killed.length).toBeGreaterThan(0);
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    await bothSeeEachOther(10_000);
    await hears(specialist);
    for (const page of [specialist, referrer]) {
      await eventually('says that it is connected', async () => {
        return (await connectionState(page)) === 'connected';
      });
    }
    expect(stack().pidsOf('mediaWorker')).not.toEqual(expect.arrayContaining(killed));
  });

  story(
    'when one person has no network for four seconds, and nobody is told a lie',
    async (stage) => {
      const path = await ownPath(stack());
      stage.afterwards(() => path.forEach((each) => void each.close()));
      const { specialist, referrer, bothSeeEachOther } = await call(stage, { path: OWN_PATH });
      const restored = pass(BLACKOUT_MS).then(() => path.forEach((each) => void each.restore()));
      for (const each of path) each.cut();
      await eventually(
        'the person without network reads that it is being looked for',
        async () => (await connectionState(referrer)) === 'reconnecting',
        { withinMs: BLACKOUT_MS },
      );
      expect(await connectionState(specialist)).toBe('connected');
      await restored;
      await bothSeeEachOther(8_000);
      await Promise.all([hears(specialist), hears(referrer)]);
      await eventually('says that it is connected', async () => {
        return (await connectionState(referrer)) === 'connected';
      });
    },
  );

  story(
    'when the captions host is killed while somebody speaks: what is said next is read, typed or spoken',
    async (stage) => {
      const folder = mkdtempSync(join(tmpdir(), 'silkconsult-story-'));
      stage.afterwards(() => rmSync(folder, { recursive: true, force: true }));
      const sentences = spokenTestSentences().slice(0, 3);
      const recording = await speak(sentences.map(({ spoken }) => spoken));
      const microphone = keepRecording(recording, folder, 'clinic');
      const { specialist, referrer, bothSeeEachOther } = await call(stage, { microphone });
      await specialist
        .locator('[data-testid="caption-entry"][data-state="partial"]')
        .first()
        .waitFor();
      const [killed] = stack().pidsOf('captionsHost');
      if (killed === undefined) throw new Error('there is no captions host');
      process.kill(killed, 'SIGKILL');
      await eventually('a new captions host runs', () => {
        const [now] = stack().pidsOf('captionsHost');
        return now !== undefined && now !== killed;
      });
      await bothSeeEachOther();
      const typed = specialist.getByTestId('caption-entry').filter({ hasText: '请深呼吸。' });
      await referrer.getByTestId('caption-type-input').fill('Take a deep breath.');
      await referrer.getByTestId('caption-type-input').press('Enter');
      await typed.first().waitFor();
      const before = (await finalLines(specialist, 'zh-CN')).length;
      await eventually(
        'speech is translated again',
        async () => (await finalLines(specialist, 'zh-CN')).length > before,
        { withinMs: recording.durationMs * 3 },
      );
    },
    120_000,
  );
});
