/// <reference lib="dom" />
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from './places.ts';

interface Texts {
  [key: string]: string | Texts;
}

/** Every key of the client's texts, such as `signIn.title`. */
function keys(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? `${prefix}${key}` : keys(value, `${prefix}${key}.`),
  );
}

const ENGLISH = join(ROOT, 'apps', 'client', 'src', 'locales', 'en');
const KEYS = readdirSync(ENGLISH).flatMap((file) =>
  keys(JSON.parse(readFileSync(join(ENGLISH, file), 'utf8'))),
);

/** Keys, and places left for values, that a page shows instead of what they stand for. */
export async function untranslatedKeys(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => {
    const labels = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(
      (element) => ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name)),
    );
    return [document.body.innerText, ...labels].join('\n');
  });
  const words = new Set(text.split(/[\s"'“”«»()]+/));
  return [...KEYS.filter((key) => words.has(key)), ...(text.match(/\{\{.*?\}\}/g) ?? [])];
}

/** What sticks out of the screen sideways, if the page can be scrolled sideways. */
export function widerThanScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > clientWidth + 1 || left < -1;
      })
      .map((element) => `${element.tagName}.${element.className}`.slice(0, 100))
      .slice(0, 5);
  });
}

/** Buttons whose words are cut off. */
export function cutOffButtons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, [role="button"]')]
      .filter((button) => button.clientWidth > 0 && button.scrollWidth > button.clientWidth + 1)
      .map((button) => (button.textContent || button.ariaLabel || button.className).slice(0, 100)),
  );
}
