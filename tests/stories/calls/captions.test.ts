/** @jest-environment ./tests/support/stackEnvironment.ts */
import { describe, expect } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import type { Page } from 'playwright-core';
import { ACCOUNTS, bookConsult } from '../../support/consults.ts';
import { eventually } from '../../support/eventually.ts';
import {
  enterRoom,
  finalLines,
  goToDeviceCheck,
  readsCaptionsIn,
  signIn,
  speaksLanguage,
} from '../../support/people.ts';
import { stack } from '../../support/stack.ts';
import type { Stage } from '../../support/story.ts';
import { story } from '../../support/story.ts';

const IN_UYGHUR = ['2 ھەپتە ئۆتكەندىن كېيىن قايتا كېلىڭ.', 'تاماقتىن بۇرۇن ئىچىڭ.'];

/** A specialist who reads Chinese, an interpreter who reads Uyghur, a local doctor who speaks English. */
async function meet(stage: Stage) {
  const { url } = stack();
  const { appointment } = await bookConsult(url);
  const enter = async (name: 'specialist' | 'interpreter' | 'referrer', language: Language) => {
    const page = await stage.person(name);
    await signIn(page, url, ACCOUNTS[name]);
    await goToDeviceCheck(page, url, appointment.id);
    await speaksLanguage(page, language);
    await readsCaptionsIn(page, language);
    await enterRoom(page);
    return page;
  };
  return {
    specialist: await enter('specialist', 'zh-CN'),
    interpreter: await enter('interpreter', 'ug'),
    doctor: await enter('referrer', 'en'),
  };
}

/** The one line is still on its way when the next is typed. */
async function types(page: Page, text: string): Promise<void> {
  const input = page.getByTestId('caption-type-input');
  await input.fill(text);
  await input.press('Enter');
}

const entry = (page: Page, text: string) =>
  page.getByTestId('caption-entry').filter({ hasText: text });

describe('captions', () => {
  story(
    'a local doctor chooses a sentence of the phrasebook and fills its slots, is asked what a near line means, and the others read it in Chinese and, from right to left, in Uyghur; a dose is read back, the interpreter corrects, a doubt is seen, and who withdraws is gone from every screen',
    async (stage) => {
      const { specialist, interpreter, doctor } = await meet(stage);

      await doctor.getByTestId('open-phrases').click();
      await doctor.getByTestId('phrase-search').fill('come back');
      const phrase = doctor.locator('[data-entry-id="followUp.comeBack"]');
      await phrase.getByRole('button').first().click();
      await phrase.getByTestId('slot-duration').fill('2');
      await phrase.getByTestId('slot-duration-choice').selectOption('week');
      await phrase.getByTestId('say-phrase').click();

      await types(doctor, 'take it befour meals');
      const offer = doctor.getByTestId('did-you-mean').getByText('Take it before meals.');
      await offer.waitFor();
      expect(await finalLines(specialist, 'zh-CN')).not.toContain('请在饭前服用。');
      await offer.click();

      for (const [page, language, lines] of [
        [doctor, 'en', ['Come back in 2 weeks.', 'Take it before meals.']],
        [specialist, 'zh-CN', ['请在2周后再来。', '请在饭前服用。']],
        [interpreter, 'ug', IN_UYGHUR],
      ] as const) {
        await eventually(`both sentences are read in ${language}`, async () => {
          const read = await finalLines(page, language);
          return lines.every((line) => read.includes(line));
        });
      }
      const uyghur = interpreter.locator('[data-testid="caption-entry"] > span[lang="ug"]');
      expect(await uyghur.first().getAttribute('dir')).toBe('rtl');
      const english = interpreter.locator('[data-testid="caption-entry"] > span[lang="en"]');
      expect(await english.first().getAttribute('dir')).toBe('ltr');

      // A dose waits until somebody has heard it read back; all see who did.
      await types(doctor, 'Take 2 tablets of this medicine.');
      const dose = entry(specialist, '这种药请服用2片。');
      const open = specialist.getByTestId('to-read-back');
      await open.filter({ hasText: '2' }).waitFor(); // "2 weeks" is to be read back as well
      await dose.getByTestId('confirm-read-back').click();
      for (const page of [specialist, doctor])
        await page.locator('[data-testid="read-back"][data-confirmed="true"]').waitFor();
      await open.filter({ hasText: '1' }).waitFor();

      // What was typed wrong is put right by the interpreter, and then said in Chinese.
      await types(doctor, 'The pain began fifty days ago.');
      await entry(interpreter, 'fifty days').getByTestId('correct-spoken').click();
      await interpreter.getByTestId('correction-words').fill('The pain began fifteen days ago.');
      await interpreter.getByTestId('correction-words').press('Enter');
      for (const page of [specialist, doctor])
        await entry(page, 'fifteen days').and(page.locator('[data-state]')).waitFor();
      await interpreter.getByTestId('caption-language').selectOption('zh-CN');
      await types(doctor, 'It gets worse at night, when I lie down.');
      await entry(interpreter, 'worse at night').getByTestId('correct-shown').click();
      await interpreter.getByTestId('correction-words').fill('夜里躺下时会加重。');
      await interpreter.getByTestId('save-correction').click();
      await entry(specialist, '夜里躺下时会加重。').locator('[data-sign="corrected"]').waitFor();

      await entry(specialist, 'fifteen days').getByTestId('dispute').click();
      await entry(doctor, 'fifteen days').getByTestId('disputed').waitFor();

      await doctor.getByTestId('consent-sign').click();
      const own = doctor.getByTestId('word-transcript').first();
      await own.getByTestId('agree').click();
      await own.getByTestId('withdraw').click();
      await doctor.getByTestId('confirm-withdrawal').click();
      for (const page of [specialist, interpreter, doctor])
        await eventually(
          'nothing of the doctor is left on the screen',
          async () => (await page.getByTestId('caption-entry').count()) === 0,
        );
    },
    120_000,
  );
});
