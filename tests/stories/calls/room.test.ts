/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ACCOUNTS, bookConsult } from '../../support/consults.ts';
import { eventually } from '../../support/eventually.ts';
import {
  enterRoom,
  goToDeviceCheck,
  hears,
  peerIdOf,
  seesMove,
  signIn,
} from '../../support/people.ts';
import { stack } from '../../support/stack.ts';
import { story } from '../../support/story.ts';

const energyOf = (page: Page) => page.evaluate(() => window.probe.audioEnergy());

describe('in the room', () => {
  story(
    'people chat, say what may be kept, mute themselves, reload, leave, and the consult shows who was there',
    async (stage) => {
      const { url } = stack();
      const { appointment } = await bookConsult(url);
      const specialist = await stage.person('specialist');
      await signIn(specialist, url, ACCOUNTS.specialist);
      await goToDeviceCheck(specialist, url, appointment.id);
      await enterRoom(specialist);
      const referrer = await stage.person('referrer');
      await signIn(referrer, url, ACCOUNTS.referrer);
      await goToDeviceCheck(referrer, url, appointment.id);
      await enterRoom(referrer);
      const [host, guest] = [await peerIdOf(specialist), await peerIdOf(referrer)];
      await Promise.all([seesMove(specialist, guest), seesMove(referrer, host)]);

      await specialist.getByTestId('chat-input').fill('Please show me the X-ray.');
      await specialist.getByTestId('chat-input').press('Enter');
      await referrer.getByTestId('chat-message').filter({ hasText: 'X-ray' }).waitFor();

      const kept = referrer.locator('[data-testid="consent-sign"][data-kept]');
      await referrer.locator('[data-testid="consent-sign"]:not([data-kept])').waitFor();
      await specialist.getByTestId('consent-sign').click();
      const own = specialist.getByTestId('word-transcript').first();
      await own.getByTestId('agree').click();
      await kept.waitFor();
      await own.getByTestId('withdraw').click();
      await specialist.getByTestId('confirm-withdrawal').click();
      await specialist
        .locator('[data-testid="word-transcript"][data-status="withdrawn"]')
        .waitFor();
      await kept.waitFor({ state: 'detached' });
      await specialist.keyboard.press('Escape');
      await specialist.getByTestId('consent-dialog').waitFor({ state: 'detached' });

      await hears(specialist);
      await referrer.getByTestId('toggle-mic').click();
      await eventually('silence', async () => {
        const before = await energyOf(specialist);
        await specialist.waitForTimeout(700);
        return (await energyOf(specialist)) - before < 1e-6;
      });
      await referrer.getByTestId('toggle-mic').click();
      await hears(specialist);

      await referrer.reload();
      await referrer.getByTestId('room').waitFor();
      await Promise.all([seesMove(specialist, guest), seesMove(referrer, host)]);
      await referrer.getByTestId('chat-message').filter({ hasText: 'X-ray' }).waitFor();

      await referrer.getByTestId('leave').click();
      await referrer.getByTestId('room').waitFor({ state: 'detached' });
      const tile = specialist.locator(`[data-testid="tile"][data-peer-id="${guest}"]`);
      await tile.waitFor({ state: 'detached' });
      await referrer.goto(`${url}/appointments/${appointment.id}`);
      await eventually('the consult tells who was there', async () => {
        const presence = await referrer.getByTestId('presence').innerText();
        return /joined/i.test(presence) && /left/i.test(presence);
      });
    },
  );
});
