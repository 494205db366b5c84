/** `npm run pictures`: takes the README's pictures from the running program into docs/images. */
/// <reference lib="dom" />
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openContext } from '../support/browser.ts';
import { ACCOUNTS, bookConsult, invite } from '../support/consults.ts';
import { enterRoom, goToDeviceCheck, readyToEnter, signIn } from '../support/people.ts';
import { ROOT } from '../support/places.ts';
import { startStack } from '../support/stack.ts';
import { cameraFile, type Portrait } from './portraits.ts';

const PORTRAITS = {
  specialist: { wall: '#7fa7a4', skin: '#e8b58f', hair: '#23201f', clothes: '#f2f5f4' },
  referrer: { wall: '#c9b28b', skin: '#dca57f', hair: '#4a3226', clothes: '#7fa7a4', long: true },
  patient: { wall: '#b7a3c4', skin: '#d99f78', hair: '#6b6460', clothes: '#b3571a' },
} satisfies Record<string, Portrait>;

const stack = await startStack();
const browsers: Browser[] = [];
try {
  const painter = await launchBrowser();
  browsers.push(painter);
  const pageOf = async (portrait: Portrait, viewport = { width: 1366, height: 768 }) => {
    const camera = await cameraFile(painter, portrait);
    const browser = await launchBrowser({ flags: [`--use-file-for-fake-video-capture=${camera}`] });
    browsers.push(browser);
    return (await openContext(browser, { locale: 'en-GB', viewport })).newPage();
  };

  const specialist = await pageOf(PORTRAITS.specialist);
  await signIn(specialist, stack.url, ACCOUNTS.specialist);
  await specialist.getByTestId('appointment-card').first().waitFor();
  await take(specialist, 'day');

  const consult = await bookConsult(stack.url, { reason: 'Abdominal pain for three weeks' });
  const { id } = consult.appointment;
  await goToDeviceCheck(specialist, stack.url, id);
  await enterRoom(specialist);
  const referrer = await pageOf(PORTRAITS.referrer);
  await signIn(referrer, stack.url, ACCOUNTS.referrer);
  await goToDeviceCheck(referrer, stack.url, id);
  await enterRoom(referrer);
  const patient = await pageOf(PORTRAITS.patient);
  await patient.goto(await invite(consult));
  await patient.getByTestId('choose-language-ky').click();
  await patient.getByTestId('join-consult').click();
  await readyToEnter(patient);
  await patient.getByTestId('enter-room').click();
  await specialist.getByTestId('admit').click();
  await patient.getByTestId('room').waitFor();
  await seesPictures(specialist, 3);
  await say(referrer, 'У вас есть аллергия?');
  await say(patient, 'Менде бул дарыга аллергия бар: пенициллин.');
  await specialist.getByTestId('caption-entry').nth(1).waitFor();
  await take(specialist, 'room');
} finally {
  for (const browser of browsers) await browser.close();
  await stack.stop();
}

/** A line typed by somebody in their own language: everyone reads it in their own language. */
async function say(page: Page, text: string): Promise<void> {
  const input = page.getByTestId('caption-type-input');
  await input.fill(text);
  await input.press('Enter');
}

/** Waits until everybody's picture is there. */
async function seesPictures(page: Page, count: number): Promise<void> {
  await page.waitForFunction((expected) => {
    const videos = document.querySelectorAll<HTMLVideoElement>('[data-testid="tile"] video');
    return [...videos].filter((video) => video.videoWidth > 0).length === expected;
  }, count);
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(ROOT, 'docs', 'images', `${name}.png`) });
}
