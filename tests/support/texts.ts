/// <reference lib="dom" />
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@silkconsult/protocol';
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

/** Written in other letters than English is: English words are seen at once. */
const OTHER_LETTERS: readonly Language[] = ['zh-CN', 'ug', 'kk', 'ky', 'tg', 'mn', 'ru', 'ur'];

/**
 * English in a page that is in another language. What people have written themselves, and their
 * names, may be in any language; it stands in an element, or between signs, that isolate its direction.
 */
export async function englishWords(page: Page, language: Language): Promise<string[]> {
  if (!OTHER_LETTERS.includes(language)) return [];
  return page.evaluate(() => {
    const written = 'bdi, [dir="auto"], option, textarea, code, [lang]:not(html), [data-foreign]';
    const english = /\b(?!UTC)[a-z]{2,} [a-z]{2,}/i;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node.nodeValue ?? '').replace(/\u2068.*?\u2069/g, '');
      if (element && english.test(text) && !element.closest(written) && element.checkVisibility()) {
        found.push(`${element.tagName}.${element.className}: ${text.trim().slice(0, 80)}`);
      }
    }
    return [...new Set(found)].slice(0, 8);
  });
}

/** What sticks out of the screen sideways, if the page can be scrolled sideways. */
export function widerThanScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const scrolls = getComputedStyle(element.parentElement ?? element).overflowX === 'auto';
        return (right > clientWidth + 1 || left < -1) && !scrolls && !element.closest('nav');
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
