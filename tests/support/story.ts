import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { BrowserOptions, ContextOptions } from './browser.ts';
import { launchBrowser, listenTo, openContext } from './browser.ts';
import { ROOT } from './places.ts';
import { stack } from './stack.ts';

const ARTIFACTS = join(ROOT, 'tests', 'artifacts');

/** Who and what a story has on stage. Everything is taken down when the story ends, however. */
export interface Stage {
  /** A page in a Chromium of its own. */
  person(name: string, options?: BrowserOptions & ContextOptions): Promise<Page>;
  /** Another page, with a profile of its own, in the Chromium of a person on stage. */
  sibling(name: string, of: Page, options?: ContextOptions): Promise<Page>;
  /** Runs at the end of the story, the latest first. */
  afterwards(close: () => Promise<void> | void): void;
}

/**
 * A test in which people do things in browsers. When it fails, what each of them saw, what their
 * browsers said and what the servers logged is kept in tests/artifacts.
 *
 * @param limitMs after this long the story has failed
 */
export function story(
  sentence: string,
  tell: (stage: Stage) => Promise<void>,
  limitMs = 90_000,
): void {
  const play = async () => {
    const actors: { name: string; page: Page; lines: string[] }[] = [];
    const closers: (() => Promise<void> | void)[] = [];
    const enter = async (name: string, browser: Browser, options: ContextOptions) => {
      const context = await openContext(browser, options);
      const page = await context.newPage();
      actors.push({ name, page, lines: listenTo(page) });
      return page;
    };
    const stage: Stage = {
      async person(name, options = {}) {
        const browser = await launchBrowser(options);
        closers.push(() => browser.close());
        return enter(name, browser, options);
      },
      async sibling(name, of, options = {}) {
        const browser = of.context().browser();
        if (!browser) throw new Error('the person has left');
        return enter(name, browser, options);
      },
      afterwards: (close) => void closers.push(close),
    };
    try {
      await within(limitMs, tell(stage));
    } catch (error) {
      await keepEvidence(sentence, actors);
      throw error;
    } finally {
      for (const close of closers.reverse()) await close();
    }
  };
  it(sentence, play, limitMs + 30_000);
}

/** Jest's own limit would end the test without taking the browsers down. */
async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`The story took over ${limitMs} ms`)),
    limitMs,
  );
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function keepEvidence(
  sentence: string,
  actors: { name: string; page: Page; lines: string[] }[],
): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  const slug = sentence.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
  const path = (name: string) => join(ARTIFACTS, `${slug}.${name}`);
  for (const { name, page, lines } of actors) {
    writeFileSync(path(`${name}.log`), `${page.url()}\n${lines.join('\n')}\n`);
    await page.screenshot({ path: path(`${name}.png`), timeout: 5_000 }).catch(() => {});
  }
  writeFileSync(path('servers.log'), stack().output());
}
