import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { installProbe } from './page/probe.ts';

/** Where Debian puts Chromium; `CHROMIUM` names another one. */
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

export interface BrowserOptions {
  /** A WAV file that its microphone plays in a loop; without one the microphone beeps. */
  microphone?: string;
  /** Sends what goes to one host to another, on whatever port: a path of one's own (see Relay). */
  route?: { from: string; to: string };
  flags?: string[];
}

/** A Chromium with a fake camera and a fake microphone and nothing else faked. */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`There is no Chromium at ${CHROMIUM}; set CHROMIUM to one.`);
  }
  const args = [...FLAGS, ...(options.flags ?? [])];
  if (options.microphone) args.push(`--use-file-for-fake-audio-capture=${options.microphone}`);
  if (options.route) {
    args.push(`--host-resolver-rules=MAP ${options.route.from} ${options.route.to}`);
  }
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args });
}

export interface ContextOptions {
  /** What the browser says that its user prefers, such as `ru-RU`. */
  locale?: string;
  viewport?: { width: number; height: number };
  /** Sends media to another address than the one that the server announces. */
  mediaAddress?: { from: string; to: string };
}

/** A fresh profile in which every page carries the probe. */
export async function openContext(
  browser: Browser,
  options: ContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: options.locale ?? 'en-GB',
    viewport: options.viewport ?? { width: 1280, height: 800 },
    ignoreHTTPSErrors: true,
  });
  await context.addInitScript(installProbe, options.mediaAddress ?? null);
  return context;
}

/** What a page said on its console and what it threw, for the report of a failure. */
export function listenTo(page: Page): string[] {
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`thrown: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    lines.push(`request failed: ${request.method()} ${new URL(request.url()).pathname}`);
  });
  return lines;
}
