/** @jest-environment ./tests/support/stackEnvironment.ts */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import type { Language } from '@silkconsult/protocol';
import { ACCOUNTS, bookConsult } from '../../support/consults.ts';
import { eventually } from '../../support/eventually.ts';
import {
  enterRoom,
  finalLines,
  goToDeviceCheck,
  hears,
  peerIdOf,
  readsCaptionsIn,
  seesMove,
  signIn,
  speaksLanguage,
} from '../../support/people.ts';
import { spokenTestSentences } from '../../support/sentences.ts';
import { keepRecording, speak } from '../../support/speech.ts';
import { stack } from '../../support/stack.ts';
import { story } from '../../support/story.ts';
import { wordErrors, wordsOf } from '../../support/wordErrors.ts';

const SENTENCES = 10;
const MOST_WORD_ERRORS = 0.15;
const FEWEST_TRANSLATED = 8;
const IN_UYGHUR = ['2 ھەپتە ئۆتكەندىن كېيىن قايتا كېلىڭ.', 'تاماقتىن بۇرۇن ئىچىڭ.'];

describe('the first consult', () => {
  story(
    'a specialist in Urumqi sees, hears and reads in Chinese what is said in English in a partner clinic, and the interpreter reads it in Russian',
    async (stage) => {
      const { url } = stack();
      const sentences = spokenTestSentences().slice(0, SENTENCES);
      expect(sentences).toHaveLength(SENTENCES);
      const folder = mkdtempSync(join(tmpdir(), 'silkconsult-story-'));
      stage.afterwards(() => rmSync(folder, { recursive: true, force: true }));
      const recording = await speak(sentences.map(({ spoken }) => spoken));
      const microphone = keepRecording(recording, folder, 'clinic');

      const { appointment } = await bookConsult(url);
      const specialist = await stage.person('specialist', { locale: 'zh-CN' });
      await signIn(specialist, url, ACCOUNTS.specialist, 'zh-CN');
      await goToDeviceCheck(specialist, url, appointment.id);
      await readsCaptionsIn(specialist, 'zh-CN');
      await enterRoom(specialist);
      const interpreter = await stage.person('interpreter', { locale: 'ru-RU' });
      await signIn(interpreter, url, ACCOUNTS.interpreter, 'ru');
      await goToDeviceCheck(interpreter, url, appointment.id);
      await readsCaptionsIn(interpreter, 'ru');
      await enterRoom(interpreter);

      const clinic = await stage.person('clinic', { microphone });
      await signIn(clinic, url, ACCOUNTS.referrer);
      await goToDeviceCheck(clinic, url, appointment.id);
      await speaksLanguage(clinic, 'en');
      await readsCaptionsIn(clinic, 'en');
      await enterRoom(clinic);
      const speaker = await peerIdOf(clinic);

      await Promise.all([seesMove(specialist, speaker), seesMove(interpreter, speaker)]);
      await Promise.all([hears(specialist), hears(interpreter)]);

      // The recording plays in a loop that was entered somewhere: once round from the second line
      // on, the first one being perhaps the end of a sentence.
      const said = sentences.flatMap(({ spoken }) => wordsOf(spoken));
      const { heard, errors } = await eventually(
        'every sentence was captioned',
        async () => {
          const heard = (await finalLines(clinic, 'en')).slice(1);
          const errors = wordErrors([...said, ...said, ...said], heard.flatMap(wordsOf));
          return errors.words >= said.length ? { heard, errors } : undefined;
        },
        { withinMs: recording.durationMs * 4, everyMs: 500 },
      );
      expect({ heard, few: errors.rate <= MOST_WORD_ERRORS }).toEqual({ heard, few: true });

      for (const [page, language] of [
        [specialist, 'zh-CN'],
        [interpreter, 'ru'],
      ] as const) {
        const lines = await finalLines(page, language);
        const translated = sentences.filter((sentence) =>
          lines.includes(sentence.rendered(language)),
        );
        expect(translated.length).toBeGreaterThanOrEqual(FEWEST_TRANSLATED);
      }
    },
    240_000,
  );

  story(
    'a local doctor chooses a sentence of the phrasebook and fills its slots, is asked what a near line means, and the others read it in Chinese and, from right to left, in Uyghur',
    async (stage) => {
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
      const specialist = await enter('specialist', 'zh-CN');
      const interpreter = await enter('interpreter', 'ug');
      const doctor = await enter('referrer', 'en');

      await doctor.getByTestId('open-phrases').click();
      await doctor.getByTestId('phrase-search').fill('come back');
      const phrase = doctor.locator('[data-entry-id="followUp.comeBack"]');
      await phrase.getByRole('button').first().click();
      await phrase.getByTestId('slot-duration').fill('2');
      await phrase.getByTestId('slot-duration-choice').selectOption('week');
      await phrase.getByTestId('say-phrase').click();

      const input = doctor.getByTestId('caption-type-input');
      await input.fill('take it befour meals');
      await input.press('Enter');
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
    },
    120_000,
  );
});
