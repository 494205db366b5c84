/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { Appointment } from '@silkconsult/protocol';
import type { Page } from 'playwright-core';
import { Api } from '../../support/api.ts';
import { ACCOUNTS, bookConsult, cancelAllOf } from '../../support/consults.ts';
import {
  enterRoom,
  goToDeviceCheck,
  peerIdOf,
  readyToEnter,
  seesMove,
  signIn,
} from '../../support/people.ts';
import { stack } from '../../support/stack.ts';
import { story } from '../../support/story.ts';

const DAY = 86_400_000;

/** Eleven in the morning in Urumqi, on a working day in the week after next. */
function quietHour(): Date {
  const day = new Date(Math.floor(Date.now() / DAY) * DAY + 10 * DAY + 3 * 3_600_000);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day.setTime(day.getTime() + DAY);
  return day;
}

/** A consult of Urumqi with Osh, and nobody who interprets. */
async function bookWithoutInterpreter(url: string): Promise<Appointment> {
  const [coordinator, specialist, referrer] = await Promise.all([
    Api.signIn(url, ACCOUNTS.coordinator),
    Api.signIn(url, ACCOUNTS.specialist),
    Api.signIn(url, ACCOUNTS.referrer),
  ]);
  const { items } = await referrer.get<{ items: { id: string; languages: string[] }[] }>(
    '/patients?limit=50',
  );
  const patient = items.find(({ languages }) => languages[0] === 'ky');
  const start = quietHour();
  return coordinator.post<Appointment>('/appointments', {
    start: start.toISOString(),
    end: new Date(start.getTime() + DAY / 48).toISOString(),
    reason: 'A consult that looks for its interpreter',
    evenIfUnavailable: true,
    participants: [
      { actor: specialist.session.me.personId, role: 'specialist' },
      { actor: referrer.session.me.personId, role: 'referrer' },
      { actor: patient?.id, role: 'patient' },
    ],
  });
}

const ring = (page: Page, appointmentId: string) =>
  page.locator(`[data-testid="offer-alarm"][data-appointment-id="${appointmentId}"]`);

describe('interpreter offers', () => {
  story(
    'two interpreters hear it ring and accept at once: one has it, the other is told, the coordinator sees who comes',
    async (stage) => {
      const { url } = stack();
      const { id } = await bookWithoutInterpreter(url);
      const coordinator = await stage.person('coordinator');
      const first = await stage.sibling('first-interpreter', coordinator);
      const second = await stage.sibling('second-interpreter', coordinator);
      await signIn(coordinator, url, ACCOUNTS.coordinator);
      await signIn(first, url, ACCOUNTS.interpreter);
      await signIn(second, url, ACCOUNTS.secondInterpreter);

      await coordinator.goto(`${url}/appointments/${id}`);
      await coordinator.getByTestId('offer-to-interpreters').click();
      const search = coordinator.getByTestId('interpreter-search');
      await coordinator.locator('[data-testid="interpreter-search"][data-state="open"]').waitFor();

      // Where another offer rang just before, the alarm takes presses a moment later.
      const pressable = (page: Page) =>
        ring(page, id).locator('[data-testid="ring-accept"]:enabled').waitFor();
      await Promise.all([pressable(first), pressable(second)]);
      const press = (page: typeof first) =>
        page.evaluate(() => {
          const button = document.querySelector<HTMLElement>('[data-testid="ring-accept"]');
          button?.click();
        });
      await Promise.all([press(first), press(second)]);

      const has = (page: typeof first) => page.waitForURL(`**/appointments/${id}`).then(() => page);
      const winner = await Promise.any([has(first), has(second)]);
      const loser = winner === first ? second : first;
      await loser.getByTestId('offer-missed').waitFor();
      expect(loser.url()).not.toContain(id);

      await coordinator
        .locator('[data-testid="interpreter-search"][data-state="accepted"]')
        .waitFor();
      const name = winner === first ? 'Madina' : 'Ekber';
      expect(await search.innerText()).toContain(name);
    },
  );

  story(
    'a specialist calls an interpreter from the running room, and soon sees one on call in it',
    async (stage) => {
      const { url } = stack();
      const { appointment, coordinator } = await bookConsult(url);
      const onCall = await Api.signIn(url, ACCOUNTS.secondInterpreter);
      await cancelAllOf(coordinator, [onCall.session.me.personId]);
      const interpreter = await stage.person('interpreter');
      await signIn(interpreter, url, ACCOUNTS.secondInterpreter);
      const specialist = await stage.person('specialist');
      await signIn(specialist, url, ACCOUNTS.specialist);
      await goToDeviceCheck(specialist, url, appointment.id);
      await enterRoom(specialist);

      const called = Date.now();
      await specialist.getByTestId('call-interpreter').click();
      await specialist.locator('[data-testid="interpreter-call"][data-state="open"]').waitFor();
      // Offers of other days may ring before it.
      await ring(interpreter, appointment.id).getByTestId('ring-accept').click();
      await specialist.locator('[data-testid="interpreter-call"][data-state="accepted"]').waitFor();
      expect(Date.now() - called).toBeLessThan(60_000);
      expect(await specialist.getByTestId('interpreter-call').innerText()).toContain('Ekber');

      await readyToEnter(interpreter);
      await enterRoom(interpreter);
      await seesMove(specialist, await peerIdOf(interpreter));
    },
    150_000,
  );
});
