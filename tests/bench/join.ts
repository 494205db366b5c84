import type { Page } from 'playwright-core';
import { launchBrowser, openContext } from '../support/browser.ts';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { enterRoom, goToDeviceCheck, readyToEnter, signIn } from '../support/people.ts';
import { freePort, freePortRange } from '../support/ports.ts';
import { startStack } from '../support/stack.ts';
import { startReference } from './reference/server.ts';
import type { BenchResult } from './result.ts';
import { describe, median, result } from './result.ts';

const GOAL_RATIO = 0.85;
const ROUNDS = 15;

const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24 } };

/**
 * From the click on "enter" to the first frame of the other person, in the real client, as a ratio
 * to the usual flow of mediasoup-client with the same worker, browser and machine, in alternating
 * rounds. In both the camera is open before the click, as after any device check, and one person
 * is in the room already.
 */
export async function measureJoin(): Promise<BenchResult> {
  const closers: (() => unknown)[] = [];
  try {
    const stack = await startStack();
    closers.push(() => stack.stop());
    const reference = await startReference({
      page: await freePort(),
      media: await freePortRange(1),
    });
    closers.push(() => reference.close());
    const { appointment } = await bookConsult(stack.url);
    const [others, own] = [await launchBrowser(), await launchBrowser()];
    closers.push(() => Promise.all([others.close(), own.close()]));

    const specialist = await (await openContext(others)).newPage();
    await signIn(specialist, stack.url, ACCOUNTS.specialist);
    await goToDeviceCheck(specialist, stack.url, appointment.id);
    await enterRoom(specialist);
    const encodings = await encodingsOf(specialist);
    console.log(`encodings: ${JSON.stringify(encodings)}`);
    const referenceOther = await (await openContext(others)).newPage();
    await referenceOther.goto(reference.url);
    await referenceOther.evaluate((video) => window.prepare({ audio: true, video }), CAMERA);
    await referenceOther.evaluate((each) => window.publish(each), encodings);

    const page = await (await openContext(own)).newPage();
    await signIn(page, stack.url, ACCOUNTS.referrer);
    const referencePage = await (await openContext(own)).newPage();
    const ours: number[] = [];
    const usual: number[] = [];
    // The first round warms caches up on both sides and does not count.
    for (let round = 0; round <= ROUNDS; round++) {
      await referencePage.goto(reference.url);
      await referencePage.bringToFront();
      await referencePage.evaluate((video) => window.prepare({ audio: true, video }), CAMERA);
      const theirs = await referencePage.evaluate((each) => window.enter(each), encodings);
      await referencePage.goto('about:blank');
      await page.bringToFront();
      await goToDeviceCheck(page, stack.url, appointment.id);
      const mine = await clickToFirstFrame(page);
      await page.getByTestId('leave').click();
      await page.getByTestId('room').waitFor({ state: 'detached' });
      if (round === 0) continue;
      ours.push(mine);
      usual.push(theirs);
    }
    console.log(describe('our client', ours, 'ms'));
    console.log(describe('the usual flow', usual, 'ms'));
    const ratio = median(ours) / median(usual);
    return result('join', ratio, 'ratio of medians', GOAL_RATIO, 1);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** The clock starts at the click itself and stops at the first frame that is presented. */
async function clickToFirstFrame(page: Page): Promise<number> {
  await readyToEnter(page);
  const measured = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let clicked = 0;
        document.addEventListener('click', () => (clicked = performance.now()), {
          capture: true,
          once: true,
        });
        const selector = '[data-testid="tile"][data-self="false"] video';
        const watched = new Set<HTMLVideoElement>();
        const watch = () => {
          for (const video of document.querySelectorAll<HTMLVideoElement>(selector)) {
            if (watched.has(video)) continue;
            watched.add(video);
            video.requestVideoFrameCallback((now) => {
              observer.disconnect();
              resolve(now - clicked);
            });
          }
        };
        const observer = new MutationObserver(watch);
        observer.observe(document, { subtree: true, childList: true, attributes: true });
      }),
  );
  await page.getByTestId('enter-room').click();
  return measured;
}

/** What our client sends its camera with, so that the reference sends the same. */
function encodingsOf(page: Page): Promise<RTCRtpEncodingParameters[]> {
  return page.evaluate(() => {
    const senders = window.probe.connections.flatMap((each) => each.getSenders());
    const camera = senders.find((sender) => sender.track?.kind === 'video');
    if (!camera) throw new Error('the camera is not sent');
    return camera.getParameters().encodings.map((encoding) => {
      const { maxBitrate, scaleResolutionDownBy, maxFramerate } = encoding;
      return JSON.parse(JSON.stringify({ maxBitrate, scaleResolutionDownBy, maxFramerate }));
    });
  });
}
