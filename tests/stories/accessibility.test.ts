/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { directionOf, LANGUAGE_CODES } from '@silkconsult/protocol';
import type { Page } from 'playwright-core';
import { seriousFindings } from '../support/axe.ts';
import { ACCOUNTS, bookConsult, invite } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import { enterRoom, goToDeviceCheck, readyToEnter, signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';
import { cutOffButtons, untranslatedKeys, widerThanScreen } from '../support/texts.ts';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** One written from left to right and one from right to left. */
const BOTH_DIRECTIONS: Language[] = ['en', 'ug'];

/** What is wrong with one page, as "language, width: finding". */
type Findings = Record<string, string[]>;

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
async function examine(page: Page): Promise<Findings> {
  const findings: Findings = {};
  const note = (where: string, found: string[]) => {
    findings[where] = found;
  };
  await page.setViewportSize(PHONE);
  for (const language of LANGUAGE_CODES) {
    await speak(page, language);
    note(`${language} on a phone, too wide`, await widerThanScreen(page));
    note(`${language} on a phone, cut off`, await cutOffButtons(page));
    note(`${language}, not translated`, await untranslatedKeys(page));
    if (BOTH_DIRECTIONS.includes(language)) {
      note(`${language} on a phone, axe`, await seriousFindings(page));
    }
  }
  await page.setViewportSize(DESKTOP);
  for (const language of BOTH_DIRECTIONS.toReversed()) {
    await speak(page, language);
    note(`${language} on a desktop, axe`, await seriousFindings(page));
  }
  return withoutEmpty(findings);
}

function withoutEmpty(findings: Findings): Findings {
  return Object.fromEntries(Object.entries(findings).filter(([, found]) => found.length > 0));
}

const nothingIn = (findings: Record<string, Findings>) =>
  Object.fromEntries(Object.keys(findings).map((page) => [page, {}]));

describe('everybody can read and use', () => {
  story(
    'the pages before a consult',
    async (stage) => {
      const { url } = stack();
      const { appointment } = await bookConsult(url);
      const page = await stage.person('specialist');
      const findings: Record<string, Findings> = {};
      await page.goto(`${url}/sign-in?lang=en`);
      await page.getByTestId('sign-in-submit').waitFor();
      findings.signIn = await examine(page);
      await signIn(page, url, ACCOUNTS.specialist);
      await page.getByTestId('appointment-card').first().waitFor();
      findings.day = await examine(page);
      await page.goto(`${url}/calendar`);
      await page.getByTestId('week-grid').waitFor();
      findings.calendar = await examine(page);
      await page.goto(`${url}/appointments/${appointment.id}`);
      await page.getByTestId('join-consult').waitFor();
      findings.appointment = await examine(page);
      await page.goto(`${url}/nosuch`);
      await page.getByRole('heading').first().waitFor();
      findings.notFound = await examine(page);
      expect(findings).toEqual(nothingIn(findings));
    },
    120_000,
  );

  story(
    'the way of a patient into the room, and the room',
    async (stage) => {
      const { url } = stack();
      const consult = await bookConsult(url);
      const link = await invite(consult);
      const patient = await stage.person('patient');
      const findings: Record<string, Findings> = {};
      await patient.goto(link);
      await patient.getByTestId('choose-language-en').waitFor();
      findings.choice = withoutEmpty({ axe: await seriousFindings(patient) });
      await patient.getByTestId('choose-language-en').click();
      await patient.getByTestId('join-consult').waitFor();
      findings.welcome = await examine(patient);
      await patient.getByTestId('join-consult').click();
      await readyToEnter(patient);
      findings.deviceCheck = await examine(patient);
      await patient.getByTestId('enter-room').click();
      await patient.getByTestId('lobby').waitFor();
      findings.lobby = await examine(patient);

      const specialist = await stage.person('specialist');
      await signIn(specialist, url, ACCOUNTS.specialist);
      await goToDeviceCheck(specialist, url, consult.appointment.id);
      await enterRoom(specialist);
      await specialist.getByTestId('waiting-list').waitFor();
      findings.room = await examine(specialist);
      expect(findings).toEqual(nothingIn(findings));
    },
    150_000,
  );
});
