/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCOUNTS, bookConsult, invite } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import { admit, enterRoom, goToDeviceCheck, readyToEnter, signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';

const whereIs = (page: Page, consult: string, actor: string) =>
  page
    .locator(`[data-testid="board-row"][data-appointment-id="${consult}"]`)
    .locator(`[data-testid="board-person"][data-actor="${actor}"]`)
    .getAttribute('data-where');

const problemsOf = (page: Page, consult: string) =>
  page
    .locator(`[data-testid="board-row"][data-appointment-id="${consult}"]`)
    .getByTestId('problem')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-kind')));

describe('the day board', () => {
  story(
    'shows without a reload who comes to the lobby, who is let in, and that consent is there',
    async (stage) => {
      const { url } = stack();
      const consult = await bookConsult(url);
      const { id } = consult.appointment;
      const link = await invite(consult);

      const coordinator = await stage.person('coordinator');
      await signIn(coordinator, url, ACCOUNTS.coordinator);
      await coordinator.goto(`${url}/board`);
      await coordinator.getByTestId('board').waitFor();
      let loads = 0;
      coordinator.on('load', () => {
        loads += 1;
      });
      expect(await whereIs(coordinator, id, consult.patientId)).toBe('away');
      expect(await problemsOf(coordinator, id)).toContain('consent-missing');
      expect(await problemsOf(coordinator, id)).toContain('room-missing');

      const referrer = await stage.person('referrer');
      await signIn(referrer, url, ACCOUNTS.referrer);
      await referrer.goto(`${url}/appointments/${id}`);
      await referrer.getByTestId('consent-given').click();
      await eventually('the board knows of the consent', async () => {
        return !(await problemsOf(coordinator, id)).includes('consent-missing');
      });

      const patient = await stage.sibling('patient', referrer);
      await patient.goto(link);
      await patient.getByTestId('choose-language-ru').click();
      await patient.getByTestId('join-consult').click();
      await readyToEnter(patient);
      await patient.getByTestId('enter-room').click();
      await patient.getByTestId('lobby').waitFor();
      await eventually(
        'the board shows the patient in the lobby',
        async () => (await whereIs(coordinator, id, consult.patientId)) === 'lobby',
      );

      await goToDeviceCheck(referrer, url, id);
      await enterRoom(referrer);
      await admit(referrer, consult.patientId);
      await patient.getByTestId('room').waitFor();
      await eventually(
        'the board shows the patient in the room',
        async () => (await whereIs(coordinator, id, consult.patientId)) === 'room',
      );
      expect(loads).toBe(0);
    },
  );

  story(
    'shows what a link rehearsal at the clinic found, as soon as it is over',
    async (stage) => {
      const { url } = stack();
      const consult = await bookConsult(url);
      const { id } = consult.appointment;
      const coordinator = await stage.person('coordinator');
      await signIn(coordinator, url, ACCOUNTS.coordinator);
      await coordinator.goto(`${url}/board`);
      await coordinator.getByTestId('board').waitFor();
      expect(await problemsOf(coordinator, id)).toContain('rehearsal-missing');

      const referrer = await stage.person('referrer');
      await signIn(referrer, url, ACCOUNTS.referrer);
      await referrer.goto(`${url}/appointments/${id}`);
      await referrer.getByTestId('open-rehearsal').click();
      await referrer.getByTestId('speaker-heard').click();
      await eventually('the devices are there', () =>
        referrer.getByTestId('start-rehearsal').isEnabled(),
      );
      await referrer.getByTestId('start-rehearsal').click();
      const echo = referrer.getByTestId('rehearsal-echo');
      await echo.waitFor({ timeout: 30_000 });
      await eventually('the own picture comes back from the server', () =>
        echo.evaluate((video) => (video as HTMLVideoElement).videoWidth > 0),
      );
      const result = referrer.getByTestId('rehearsal-result');
      await result.waitFor({ timeout: 60_000 });
      // How good the link is depends on how busy this machine is; that it was measured does not.
      expect(await result.locator('dd').first().innerText()).toMatch(/^[1-9]\d* kbit/);
      const fails = (await result.getAttribute('data-verdict')) === 'unusable';
      await eventually('the board says what came of the rehearsal', async () => {
        const problems = await problemsOf(coordinator, id);
        const about = problems.filter((kind) => kind?.startsWith('rehearsal'));
        return about.join() === (fails ? 'rehearsal-failed' : '');
      });
    },
    150_000,
  );
});
