import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openContext } from '../support/browser.ts';
import { ACCOUNTS, bookConsult } from '../support/consults.ts';
import { enterRoom, goToDeviceCheck, signIn } from '../support/people.ts';
import { freePort, freePortRange } from '../support/ports.ts';
import { Relay } from '../support/relay.ts';
import { startStack } from '../support/stack.ts';
import { clickToFirstFrame } from './firstFrame.ts';
import { startReference } from './reference/server.ts';
import type { BenchResult } from './result.ts';
import { describe, median, result } from './result.ts';

const GOAL_RATIO = 0.85;
const ROUNDS = 11;
/** A person looks at the own picture before the click; programs on both sides are ready by then. */
const LOOK_MS = 1500;
const SERVER = '127.0.0.1';
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24 } };

/** The paths of the person who joins: a cable, and a line between Urumqi and another country. */
const PATHS = [
  { name: 'no delay', address: '127.0.0.4', delayMs: 0 },
  { name: '80 ms round trip', address: '127.0.0.5', delayMs: 40 },
];

interface Rooms {
  url: string;
  appointmentId: string;
  reference: string;
  encodings: RTCRtpEncodingParameters[];
}

/**
 * From the click on "enter" to the first frame of the other person, in the real client, as a ratio
 * to the usual flow of mediasoup-client with the same worker, browser and machine, in alternating
 * rounds. In both the camera is open for a moment before the click, as after any device check, and
 * one person is in the room already, who also receives the one who comes. The worse of two paths counts.
 */
export async function measureJoin(): Promise<BenchResult> {
  const closers: (() => unknown)[] = [];
  try {
    const stack = await startStack();
    closers.push(() => stack.stop());
    const ports = { page: await freePort(), media: await freePortRange(1) };
    const reference = await startReference(ports);
    closers.push(() => reference.close());
    for (const { address, delayMs } of PATHS) {
      for (const port of [stack.port, ...stack.mediaPorts, ports.page, ports.media]) {
        const to = { host: SERVER, port };
        const relay = await Relay.create({ host: address, port }, to, { delayMs });
        closers.push(() => relay.close());
      }
    }
    const { appointment } = await bookConsult(stack.url);
    const others = await launchBrowser();
    closers.push(() => others.close());
    const rooms: Rooms = {
      url: stack.url,
      appointmentId: appointment.id,
      reference: reference.url,
      encodings: await occupy(others, stack.url, appointment.id),
    };
    await occupyReference(others, rooms);
    const ratios: number[] = [];
    for (const path of PATHS) {
      const { ours, usual } = await joinFrom(path.address, rooms);
      const ratio = median(ours) / median(usual);
      console.log(describe(`${path.name}: our client`, ours, 'ms'));
      console.log(describe(`${path.name}: the usual flow`, usual, 'ms'));
      console.log(`${path.name}: ratio of medians ${ratio.toFixed(3)}`);
      ratios.push(ratio);
    }
    return result('join', Math.max(...ratios), 'ratio of medians', GOAL_RATIO, 1);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function joinFrom(address: string, rooms: Rooms) {
  const path = { from: SERVER, to: address };
  const browser = await launchBrowser({ route: path });
  try {
    const page = await (await openContext(browser, { mediaAddress: path })).newPage();
    await signIn(page, rooms.url, ACCOUNTS.referrer);
    const referencePage = await (await openContext(browser, { mediaAddress: path })).newPage();
    const ours: number[] = [];
    const usual: number[] = [];
    // The first round warms caches up on both sides and does not count.
    for (let round = 0; round <= ROUNDS; round++) {
      const theirs = await joinReference(referencePage, rooms);
      await page.bringToFront();
      await goToDeviceCheck(page, rooms.url, rooms.appointmentId);
      await page.waitForTimeout(LOOK_MS);
      const mine = await clickToFirstFrame(page, page.getByTestId('enter-room'));
      await page.getByTestId('leave').click();
      await page.getByTestId('room').waitFor({ state: 'detached' });
      if (round === 0) continue;
      ours.push(mine);
      usual.push(theirs);
    }
    return { ours, usual };
  } finally {
    await browser.close();
  }
}

async function joinReference(page: Page, { reference, encodings }: Rooms): Promise<number> {
  await page.bringToFront();
  await page.goto(reference);
  await page.evaluate((video) => window.prepare({ audio: true, video }), CAMERA);
  await page.waitForTimeout(LOOK_MS);
  const milliseconds = await page.evaluate((each) => window.enter(each), encodings);
  await page.goto('about:blank');
  return milliseconds;
}

/** Puts the specialist into our room; answers what the camera is sent with. */
async function occupy(
  browser: Browser,
  url: string,
  appointmentId: string,
): Promise<RTCRtpEncodingParameters[]> {
  const page = await (await openContext(browser)).newPage();
  await signIn(page, url, ACCOUNTS.specialist);
  await goToDeviceCheck(page, url, appointmentId);
  await enterRoom(page);
  await page.waitForFunction(async () => (await window.probe.sentFrames()) > 0);
  return page.evaluate(() => {
    const senders = window.probe.connections.flatMap((each) => each.getSenders());
    const camera = senders.find((sender) => sender.track?.kind === 'video');
    // What the browser has filled in cannot be given to another one; what was asked for can.
    const ASKED = ['maxBitrate', 'scaleResolutionDownBy', 'scalabilityMode'];
    return (camera?.getParameters().encodings ?? []).map(
      (encoding) =>
        Object.fromEntries(
          Object.entries(encoding).filter(([name]) => ASKED.includes(name)),
        ) as RTCRtpEncodingParameters,
    );
  });
}

async function occupyReference(browser: Browser, { reference, encodings }: Rooms): Promise<void> {
  const page = await (await openContext(browser)).newPage();
  await page.goto(reference);
  await page.evaluate((video) => window.prepare({ audio: true, video }), CAMERA);
  await page.evaluate((each) => window.publish(each), encodings);
}
