import { expect, it } from '@jest/globals';
import { funasr } from './funasr.ts';

const protocol = funasr({ mode: '2pass', itn: true });
const begin = (...hotwords: string[]) => protocol.begin({ language: 'zh-CN', hotwords });
const open = { ended: false, pieces: 1 };
const ended = { ended: true, pieces: 1 };
const answer = (mode: string | undefined, text: string, is_final = false) => ({
  ...{ mode, text, is_final },
});

it('says how it speaks, and prefers the hot words that the server can take', () => {
  const opening = JSON.parse(begin('肝包虫', '结核病', 'two words').opening);
  expect(opening).toMatchObject({ mode: '2pass', itn: true, audio_fs: 16_000, is_speaking: true });
  expect(JSON.parse(opening.hotwords)).toEqual({ 肝包虫: 20, 结核病: 20 });
  expect(JSON.parse(begin().opening)).not.toHaveProperty('hotwords');
});

it('what was heard as a whole takes the place of what was heard piece by piece', () => {
  const talk = begin();
  talk.hear(answer('2pass-online', '我头'), open);
  expect(talk.hear(answer('2pass-online', '疼'), open).text).toBe('我头疼');
  expect(talk.hear(answer('2pass-offline', '我头痛，'), open).text).toBe('我头痛，');
  expect(talk.hear(answer('2pass-online', '三天'), open).text).toBe('我头痛，三天');
  expect(talk.hear(answer('2pass-offline', '3天。', true), ended)).toEqual({
    ...{ text: '我头痛，3天。', done: true },
  });
});

it('a sentence that ended in the sound is not taken for the end', () => {
  const talk = begin();
  expect(talk.hear(answer('2pass-offline', '头痛。', true), open).done).toBe(false);
  expect(talk.hear(answer('2pass-offline', '头痛。'), ended).done).toBe(false);
  // The last answer has no mode when nothing more was heard.
  expect(talk.hear(answer(undefined, '', true), ended)).toMatchObject({ done: true });
});

it('an answer to the sound of somebody else is not ours', () => {
  const talk = begin();
  const foreign = { ...answer('2pass-offline', '别人', true), wav_name: 'x' };
  expect(talk.hear(foreign, ended)).toEqual({ text: '', done: false });
});

it('an answer that grows without end is none', () => {
  const talk = begin();
  talk.hear(answer('2pass-online', '啊'.repeat(900)), open);
  expect(() => talk.hear(answer('2pass-online', '啊'.repeat(900)), open)).toThrow('too long');
  expect(() => talk.hear({ mode: '3pass', text: '', is_final: true }, open)).toThrow();
});
