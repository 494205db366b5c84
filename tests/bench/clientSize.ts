/// <reference lib="dom" />
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
  /** Whether it had arrived when the device check was on the screen, or the screen's looks need it. */
  needed: boolean;
}

/**
 * What a patient's browser has to receive, compressed, for the device check behind an invitation
 * link: from an empty cache, counted by the browser itself. What is fetched ahead for the room
 * while the device check is on the screen is told beside it.
 */
export async function measureClientSize(): Promise<BenchResult> {
  const stack = await startStack();
  const browser = await launchBrowser();
  try {
    const link = await invite(await bookConsult(stack.url));
    const context = await openContext(browser, { locale: 'ky-KG' });
    const page = await context.newPage();
    await page.addInitScript(noteDeviceCheck);
    await page.goto(link);
    await page.getByTestId('choose-language-ky').click();
    await page.getByTestId('join-consult').click();
    await page.getByTestId('device-check').waitFor();
    await page.waitForLoadState('networkidle');
    const transfers = await page.evaluate(listTransfers);
    for (const { path, bytes, needed } of transfers.toSorted((a, b) => b.bytes - a.bytes)) {
      const when = needed ? 'before' : 'ahead ';
      console.log(`${when} ${(bytes / 1000).toFixed(1).padStart(8)} kB  ${path}`);
    }
    const sum = (some: Transfer[]) => some.reduce((total, { bytes }) => total + bytes, 0) / 1000;
    const all = sum(transfers);
    console.log(`with what is fetched ahead for the room: ${all.toFixed(1)} kB`);
    const needed = sum(transfers.filter((each) => each.needed));
    return result('client-size', needed, 'kB', GOAL_KILOBYTES);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

/** Runs in the page, before its own code. */
function noteDeviceCheck(): void {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-testid="device-check"]')) return;
    performance.mark('device-check');
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true });
}

/** Runs in the page. */
function listTransfers(): Transfer[] {
  const [check] = performance.getEntriesByName('device-check');
  const entries = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ] as PerformanceResourceTiming[];
  return entries.map(({ name, responseEnd, transferSize }) => ({
    path: new URL(name).pathname,
    bytes: transferSize,
    needed:
      responseEnd <= (check?.startTime ?? Number.POSITIVE_INFINITY) || /\.(css|woff2)$/.test(name),
  }));
}
