/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Api } from '../support/api.ts';
import { ACCOUNTS } from '../support/consults.ts';
import { eventually } from '../support/eventually.ts';
import { signIn } from '../support/people.ts';
import { stack } from '../support/stack.ts';
import { story } from '../support/story.ts';

const QUESTION = 'Does this child need an operation?';

/** The stage that the request's page shows, without being loaded again. */
const shows = (page: Page, stage: string) =>
  page.locator(`main [data-stage="${stage}"]`).first().waitFor({ timeout: 10_000 });

const holder = (page: Page) => page.getByTestId('holder').innerText();

/** Fills what a request needs; the patient is found by the name in Cyrillic, with a letter wrong. */
async function writeRequest(page: Page): Promise<void> {
  await page.getByTestId('patient-search').fill('жумабоева');
  await page.getByTestId('patient-match').first().click();
  await page.getByTestId('chosen-patient').waitFor();
  await page.getByTestId('specialty').selectOption('paediatrics');
  await page.getByTestId('question').fill(QUESTION);
  await eventually(
    'the draft is saved',
    async () => (await page.getByTestId('save-state').getAttribute('data-state')) === 'saved',
  );
}

describe('a request', () => {
  story('is written in two sittings, asked back about, accepted and seen live', async (stage) => {
    const { url } = stack();
    const referrer = await stage.person('referrer');
    await signIn(referrer, url, ACCOUNTS.referrer);
    await referrer.goto(`${url}/requests`);
    await referrer.getByTestId('new-request').click();
    await referrer.waitForURL(/\/requests\/[0-9a-f-]{36}$/);
    const address = referrer.url();
    await writeRequest(referrer);

    // The tab is closed in the middle of the summary, a key after the last save.
    await referrer.getByTestId('summary').fill('Heart murmur since birth, tired on exertion.');
    const again = await referrer.context().newPage();
    await referrer.close();
    await again.goto(address);
    expect(await again.getByTestId('question').inputValue()).toBe(QUESTION);
    await eventually('the last words were saved', async () => {
      await again.reload();
      await again.getByTestId('summary').waitFor();
      return (await again.getByTestId('summary').inputValue()).endsWith('exertion.');
    });
    expect(await again.getByTestId('chosen-patient').innerText()).toContain('Jumabaeva');

    // What is missing is said at its field; then it is sent.
    await again.getByTestId('contact').fill('');
    await again.getByTestId('send-request').click();
    await again.getByRole('alert').first().waitFor();
    await eventually('the field that is missing has the focus', () =>
      again.getByTestId('contact').evaluate((field) => field === document.activeElement),
    );
    await again.keyboard.type('+996 555 010101');
    await again.getByTestId('send-request').click();
    await shows(again, 'triage');
    expect(await holder(again)).toContain('First Affiliated Hospital');

    const coordinator = await stage.person('coordinator');
    await signIn(coordinator, url, ACCOUNTS.coordinator);
    await coordinator.goto(`${url}/requests`);
    await coordinator
      .getByTestId('requests-mine')
      .getByTestId('request-card')
      .filter({ hasText: QUESTION })
      .getByTestId('open-request')
      .click();
    await coordinator.getByTestId('ask').click();
    await coordinator.getByTestId('triage-text').fill('What does the echocardiogram show?');
    await coordinator.getByTestId('confirm').click();
    await shows(coordinator, 'needs-information');

    await shows(again, 'needs-information');
    await again.getByText('What does the echocardiogram show?').waitFor();
    await again.getByTestId('answer').fill('A defect of 6 mm.');
    await again.getByTestId('send-answer').click();

    await coordinator.getByText('A defect of 6 mm.').waitFor();
    await coordinator.getByTestId('accept').click();
    const choices = coordinator.getByTestId('specialists').locator('label');
    await choices.filter({ hasText: 'Paediatrics' }).first().locator('input').check();
    await choices.filter({ hasText: 'Cardiology' }).first().locator('input').check();
    // Meanwhile a colleague has taken it: both see what the other did, and she decides.
    const id = coordinator.url().split('/').at(-1);
    const colleague = await Api.signIn(url, ACCOUNTS.coordinator);
    const { version } = await colleague.get<{ version: number }>(`/service-requests/${id}`);
    const taken = { action: 'take', version };
    await colleague.post(`/service-requests/${id}/actions`, taken);
    await coordinator.getByTestId('confirm').click();
    await coordinator.getByTestId('step-conflict').waitFor();
    await coordinator.getByTestId('insist').click();

    await shows(again, 'accepted');
    await eventually('the referrer sees who has it', async () =>
      /Zhao Min/.test(await holder(again)),
    );
    expect(await again.getByTestId('holder').locator('li').count()).toBe(2);
  });

  story(
    'of the emergency kind rings at the specialist on any page until it is taken',
    async (stage) => {
      const { url } = stack();
      const referrer = await Api.signIn(url, ACCOUNTS.referrer);
      const specialist = await stage.person('specialist');
      await signIn(specialist, url, ACCOUNTS.specialist);
      const coordinator = await Api.signIn(url, ACCOUNTS.coordinator);
      const called = (await Api.signIn(url, ACCOUNTS.specialist)).session.me.personId;
      const onCall = await coordinator.ask('POST', '/on-call-shifts', {
        actor: called,
        start: new Date(Date.now() - 3_600_000).toISOString(),
        end: new Date(Date.now() + 3_600_000).toISOString(),
      });
      // The demonstration may have put the same specialist on call today.
      expect([201, 409]).toContain(onCall.status);
      const { items } = await referrer.get<{ items: { id: string }[] }>('/patients');
      const draft = await referrer.post<{ id: string }>('/service-requests', {
        patientId: items[0]?.id,
        specialty: 'pulmonology-tuberculosis',
        urgency: 'stat',
        question: 'Haemorrhage from the lung',
        patientLanguage: 'ky',
        doctorLanguage: 'ru',
        contact: '+996 555 010101',
      });
      const sent = await referrer.ask('POST', `/service-requests/${draft.id}/actions`, {
        action: 'submit',
        version: 1,
      });
      expect(sent.status).toBe(200);
      await specialist.getByTestId('page-alarm').waitFor({ timeout: 10_000 });
      await specialist.getByTestId('answer-page').click();
      await specialist.waitForURL(`**/requests/${draft.id}`);
      await shows(specialist, 'accepted');
      await specialist.getByTestId('page-alarm').waitFor({ state: 'detached' });
    },
  );
});
