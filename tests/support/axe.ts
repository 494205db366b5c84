/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** A list repeats its mistakes in each of its rows; looking at all of them takes very long. */
const MIDDLE_OF_LISTS = 'main li:nth-child(n + 6):not(:last-child)';

/** What axe finds serious or critical on a page, each as "rule: element" and once. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in window);
  if (!loaded) await page.evaluate(SOURCE);
  const { violations } = await page.evaluate((middleOfLists) => {
    const { axe } = window as unknown as { axe: { run(context: object): Promise<AxeResults> } };
    // What a dialog covers was looked at before it opened.
    const include = document.querySelector('[role="dialog"]') ? '[role="dialog"]' : 'html';
    return axe.run({ include: [[include]], exclude: [[middleOfLists]] });
  }, MIDDLE_OF_LISTS);
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any, all }) => `${id}: ${html.slice(0, 120)} ${why([...any, ...all])}`),
    );
  // A list repeats the same mistake in each of its rows.
  return [...new Set(found)];
}

/** What axe measured, such as the colours that are too alike. */
function why(checks: readonly { data: unknown }[]): string {
  const [first] = checks;
  const data = first?.data as { fgColor?: string; bgColor?: string; contrastRatio?: number } | null;
  return data?.contrastRatio ? `${data.fgColor} on ${data.bgColor}: ${data.contrastRatio}` : '';
}
