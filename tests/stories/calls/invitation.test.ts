/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import { ACCOUNTS, bookConsult } from '../../support/consults.ts';
import { eventually } from '../../support/eventually.ts';
import {
  admit,
  enterRoom,
  goToDeviceCheck,
  hears,
  peerIdOf,
  readyToEnter,
  seesMove,
  signIn,
} from '../../support/people.ts';
import { stack } from '../../support/stack.ts';
import { story } from '../../support/story.ts';

describe('a patient without an account', () => {
  story(
    'opens the link that the clinic made, checks the devices, waits in the lobby, is admitted, and reads afterwards what they let be kept',
    async (stage) => {
      const { url } = stack();
      const { appointment, patientId, referrer: doctor, coordinator } = await bookConsult(url);
      const referrer = await stage.person('referrer');
      await signIn(referrer, url, ACCOUNTS.referrer);
      await referrer.goto(`${url}/appointments/${appointment.id}`);
      await referrer.getByTestId('create-invitation').click();
      const link = await referrer.getByTestId('invitation-link').inputValue();
      await goToDeviceCheck(referrer, url, appointment.id);
      await enterRoom(referrer);

      const patient = await stage.person('patient', { locale: 'ru-RU' });
      const addresses: string[] = [];
      patient.on('request', (request) => void addresses.push(request.url()));
      await patient.goto(link);
      await patient.getByTestId('choose-language-ru').click();
      expect(await patient.locator('html').getAttribute('lang')).toBe('ru');
      await patient.getByTestId('join-consult').click();
      await readyToEnter(patient);
      await eventually('the microphone is heard in the check', async () => {
        return Number(await patient.getByTestId('mic-level').getAttribute('data-level')) > 0;
      });
      await patient.getByTestId('enter-room').click();
      await patient.getByTestId('lobby').waitFor();
      const host = appointment.participants.find(({ actor }) => actor === doctor.personId);
      const expected = await patient.getByTestId('lobby-host').innerText();
      expect([host?.name, host?.nativeName].some((name) => name && expected.includes(name))).toBe(
        true,
      );

      await referrer.getByTestId('waiting-list').waitFor();
      await admit(referrer, patientId);
      await patient.getByTestId('room').waitFor();
      expect(await peerIdOf(patient)).toBe(patientId);
      await Promise.all([
        seesMove(referrer, patientId),
        seesMove(patient, doctor.personId),
        hears(referrer),
        hears(patient),
      ]);

      await patient.reload();
      await patient.getByTestId('room').waitFor();
      await seesMove(referrer, patientId);

      await patient.getByTestId('consent-sign').click();
      await patient.getByTestId('word-transcript').first().getByTestId('agree').click();
      await referrer.locator('[data-testid="consent-sign"][data-kept]').waitFor();
      await patient.keyboard.press('Escape');
      await patient.getByTestId('caption-type-input').fill('Болит справа.');
      await patient.getByTestId('caption-type-input').press('Enter');
      await eventually('the line is kept', async () => {
        const path = `/appointments/${appointment.id}/transcript`;
        return (await coordinator.get<{ lines: object[] }>(path)).lines.length > 0;
      });
      await patient.getByTestId('leave').click();
      await patient.getByTestId('open-transcript').click();
      await patient.getByTestId('transcript-line').filter({ hasText: 'Болит справа.' }).waitFor();

      const secret = new URL(link).hash.slice(1);
      expect(addresses.filter((address) => address.includes(secret))).toEqual([]);
    },
  );

  story('is told in words when the link is not good', async (stage) => {
    const { url } = stack();
    const patient = await stage.person('patient');
    await patient.goto(`${url}/i?lang=en#${'x'.repeat(43)}`);
    await patient.getByRole('alert').waitFor();
    expect(await patient.getByRole('alert').innerText()).toMatch(/link|invitation/i);
  });
});
