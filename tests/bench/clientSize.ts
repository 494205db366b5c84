import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser, openContext } from '../support/browser.ts';
import { bookConsult, invite } from '../support/consults.ts';
import { startStack } from '../support/stack.ts';
import type { BenchResult } from './result.ts';
import { result } from './result.ts';

const GOAL_KILOBYTES = 250;

interface Transfer {
  path: string;
  /** As sent over the network, with headers. */
  bytes: number;
}

/**
 * What a patient's browser has received, compressed, when the device check behind an invitation
 * link is on the screen: everything from an empty cache, counted by the browser itself.
 */
export async function measureClientSize(): Promise<BenchResult> {
  const stack = await startStack();
  const browser = await launchBrowser();
  try {
    const link = await invite(await bookConsult(stack.url));
    const page = await (await openContext(browser)).newPage();
    const transfers = await watchTransfers(page);
    await page.goto(link);
    await goToDeviceCheck(page);
    await page.waitForLoadState('networkidle');
    for (const { path, bytes } of transfers.toSorted((a, b) => b.bytes - a.bytes)) {
      console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${path}`);
    }
    const total = transfers.reduce((sum, { bytes }) => sum + bytes, 0);
    return result('client-size', total / 1000, 'kB', GOAL_KILOBYTES);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

/** From the opened invitation on to the device check, whichever of the two comes first. */
async function goToDeviceCheck(page: Page): Promise<void> {
  const check = page.getByTestId('device-check');
  const button = page.getByTestId('join-consult');
  await check.or(button).first().waitFor();
  if (await button.isVisible()) await button.click();
  await check.waitFor();
}

async function watchTransfers(page: Page): Promise<Transfer[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const paths = new Map<string, string>();
  const transfers: Transfer[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    paths.set(requestId, new URL(request.url).pathname);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    transfers.push({ path: paths.get(requestId) ?? '?', bytes: encodedDataLength });
  });
  await session.send('Network.enable');
  return transfers;
}
