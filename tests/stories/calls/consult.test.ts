/** @jest-environment ./tests/support/stackEnvironment.ts */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
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
});
