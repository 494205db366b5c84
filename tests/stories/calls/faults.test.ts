/** @jest-environment ./tests/support/stackEnvironment.ts */
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
import type { Stack } from '../../support/stack.ts';
import { stack } from '../../support/stack.ts';
import type { Stage } from '../../support/story.ts';
import { story } from '../../support/story.ts';

const SERVER = '127.0.0.1';
const OWN_PATH = '127.0.0.3';
const BLACKOUT_MS = 4_000;

/** The specialist and the referrer in a call that works in both directions. */
async function call(stage: Stage, referrersPath?: typeof OWN_PATH) {
  const { url } = stack();
  const consult = await bookConsult(url);
  const specialist = await stage.person('specialist');
  const referrer = await stage.person('referrer', {
    route: referrersPath && { from: SERVER, to: referrersPath },
    mediaAddress: referrersPath && { from: SERVER, to: referrersPath },
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
      const { specialist, referrer, bothSeeEachOther } = await call(stage, OWN_PATH);
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

  story('when the captions host is killed: it comes back by itself', async (stage) => {
    const { specialist, referrer } = await call(stage);
    const [killed] = stack().pidsOf('captionsHost');
    if (killed === undefined) throw new Error('there is no captions host');
    process.kill(killed, 'SIGKILL');
    await eventually('a new captions host runs', () => {
      const [now] = stack().pidsOf('captionsHost');
      return now !== undefined && now !== killed;
    });
    await referrer.getByTestId('caption-type-input').fill('Take a deep breath.');
    await referrer.getByTestId('caption-type-input').press('Enter');
    const sentence = spokenTestSentences().find(({ spoken }) => spoken === 'take a deep breath');
    const expected = sentence?.rendered('zh-CN') ?? 'no such sentence';
    await eventually('a line typed now is translated', async () => {
      return (await finalLines(specialist, 'zh-CN')).includes(expected);
    });
  });
});
