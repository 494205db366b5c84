import type { Language } from '@silkconsult/protocol';
import { directionOf, LANGUAGE_CODES } from '@silkconsult/protocol';
import type { Page } from 'playwright-core';
import { seriousFindings } from './axe.ts';
import { eventually } from './eventually.ts';
import { cutOffButtons, englishWords, untranslatedKeys, widerThanScreen } from './texts.ts';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** One written from left to right and one from right to left. */
const BOTH_DIRECTIONS: Language[] = ['en', 'ug'];

/** What is wrong with one page, as "language, width: finding". */
export type Findings = Record<string, string[]>;

async function speak(page: Page, language: Language): Promise<void> {
  const switcher = page.getByTestId('language-switcher');
  if (await switcher.isVisible()) {
    await switcher.selectOption(language);
  } else {
    await page.getByTestId(`choose-language-${language}`).hover();
    await page.evaluate((chosen) => localStorage.setItem('silkconsult.language', chosen), language);
    await page.reload();
  }
  await eventually(`the page is in ${language}`, async () => {
    const html = page.locator('html');
    const [lang, dir] = [await html.getAttribute('lang'), await html.getAttribute('dir')];
    return lang === language && dir === directionOf(language);
  });
}

/** Looks at a page as every reader would, and leaves it in English on a desktop. */
export async function examine(page: Page): Promise<Findings> {
  const findings: Findings = {};
  await page.setViewportSize(PHONE);
  for (const language of LANGUAGE_CODES) {
    await speak(page, language);
    Object.assign(findings, await textsOnPhone(page, language));
    if (BOTH_DIRECTIONS.includes(language)) {
      findings[`${language} on a phone, axe`] = await seriousFindings(page);
    }
  }
  await page.setViewportSize(DESKTOP);
  for (const language of BOTH_DIRECTIONS.toReversed()) {
    await speak(page, language);
    findings[`${language} on a desktop, axe`] = await seriousFindings(page);
  }
  return withoutEmpty(findings);
}

/**
 * Looks at one of many pages made of the same parts: the longest words and the other direction on
 * a phone, English on a desktop.
 */
export async function examineBriefly(page: Page): Promise<Findings> {
  const findings: Findings = {};
  await page.setViewportSize(PHONE);
  await speak(page, 'ru');
  Object.assign(findings, await textsOnPhone(page, 'ru'));
  await speak(page, 'ug');
  Object.assign(findings, await textsOnPhone(page, 'ug'));
  findings['ug on a phone, axe'] = await seriousFindings(page);
  await page.setViewportSize(DESKTOP);
  await speak(page, 'en');
  findings['en on a desktop, axe'] = await seriousFindings(page);
  findings['en on a desktop, cut off'] = await cutOffButtons(page);
  return withoutEmpty(findings);
}

async function textsOnPhone(page: Page, language: Language): Promise<Findings> {
  return {
    [`${language} on a phone, too wide`]: await widerThanScreen(page),
    [`${language} on a phone, cut off`]: await cutOffButtons(page),
    [`${language}, not translated`]: await untranslatedKeys(page),
    [`${language}, English`]: await englishWords(page, language),
  };
}

export function withoutEmpty(findings: Findings): Findings {
  return Object.fromEntries(Object.entries(findings).filter(([, found]) => found.length > 0));
}
