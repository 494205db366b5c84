/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import { seriousFindings } from '../support/axe.ts';
import { ACCOUNTS, bookConsult, invite } from '../support/consults.ts';
import type { Findings } from '../support/examine.ts';
import { examine, withoutEmpty } from '../support/examine.ts';
import { enterRoom, goToDeviceCheck, readyToEnter, signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { examineStaffPages } from '../support/staffPages.ts';
import { story } from '../support/story.ts';

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

  story(
    'every other page of staff',
    async (stage) => {
      const { url } = stack();
      const { appointment } = await bookConsult(url);
      const findings = await examineStaffPages(url, (name) => stage.person(name), appointment.id);
      expect(findings).toEqual(nothingIn(findings));
    },
    240_000,
  );
});
