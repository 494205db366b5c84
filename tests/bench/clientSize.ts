/// <reference lib="dom" />
import type { Language } from '@silkconsult/protocol';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser, openContext } from '../support/browser.ts';
import { bookConsult, invite } from '../support/consults.ts';
import { startStack } from '../support/stack.ts';
import type { BenchResult } from './result.ts';
import { result } from './result.ts';

const GOAL_KILOBYTES = 250;

/** Slow enough that nothing asked for later can arrive before the device check is shown. */
const SLOW_LINE = {
  offline: false,
  latency: 100,
  downloadThroughput: 250_000,
  uploadThroughput: 250_000,
};

interface Transfer {
  path: string;
  /** As sent over the network, with headers. */
  bytes: number;
  /** Whether it had arrived when the device check was on the screen, or the screen's looks need it. */
  needed: boolean;
}

/**
 * What a patient's browser has to receive, compressed, for the device check behind an invitation
 * link: from an empty cache, counted by the browser itself, over a slow line, in the language of a
 * partner country that needs most. Told beside it: what is fetched ahead for the room while the
 * device check is on the screen, and Chinese, whose web font comes after the text is shown.
 */
export async function measureClientSize(): Promise<BenchResult> {
  const stack = await startStack();
  const browser = await launchBrowser();
  try {
    const consult = await bookConsult(stack.url);
    let most = { language: '', needed: 0, transfers: [] as Transfer[] };
    for (const language of LANGUAGE_CODES) {
      const context = await openContext(browser, { locale: language });
      const transfers = await openInvitation(context, await invite(consult), language);
      await context.close();
      const needed = sum(transfers.filter((each) => each.needed));
      console.log(
        `${language.padEnd(5)} ${needed.toFixed(1)} kB, with what is fetched ahead ${sum(transfers).toFixed(1)} kB`,
      );
      if (language !== 'zh-CN' && needed > most.needed) most = { language, needed, transfers };
    }
    console.log(`most for ${most.language}:`);
    for (const { path, bytes, needed } of most.transfers.toSorted((a, b) => b.bytes - a.bytes)) {
      const when = needed ? 'before' : 'ahead ';
      console.log(`${when} ${(bytes / 1000).toFixed(1).padStart(8)} kB  ${path}`);
    }
    return result('client-size', most.needed, 'kB', GOAL_KILOBYTES);
  } finally {
    await browser.close();
    await stack.stop();
  }
}

const sum = (some: readonly Transfer[]) =>
  some.reduce((total, { bytes }) => total + bytes, 0) / 1000;

async function openInvitation(
  context: BrowserContext,
  link: string,
  language: Language,
): Promise<Transfer[]> {
  const page = await context.newPage();
  await page.addInitScript(noteDeviceCheck);
  const session = await context.newCDPSession(page);
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  await page.goto(link);
  await page.getByTestId(`choose-language-${language}`).click();
  await page.getByTestId('join-consult').click();
  await page.getByTestId('device-check').waitFor();
  await page.waitForLoadState('networkidle');
  return page.evaluate(listTransfers);
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
