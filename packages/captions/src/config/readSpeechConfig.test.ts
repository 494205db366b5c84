import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSpeechConfig } from './readSpeechConfig.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (content: unknown) => {
  const path = join(folder, 'captions.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readSpeechConfig(path);
};
const box = { type: 'openai-transcriptions', url: 'https://gpu.lan:8000', model: 'large' };
const sherpa = { type: 'sherpa', family: 'dolphin', folder: 'models/dolphin' };

describe('the file of speech engines', () => {
  it('is typed, frozen, has defaults, and its folders are relative to it', () => {
    const speech = { ug: 'dolphin', ru: 'stream', en: 'typed' };
    const stream = { ...sherpa, type: 'sherpa-online', family: 'transducer', threads: 2 };
    const config = read({ engines: { dolphin: sherpa, stream }, speech });
    const at = join(folder, 'models/dolphin');
    const engines = {
      dolphin: { ...sherpa, folder: at, threads: 1 },
      stream: { ...stream, folder: at },
    };
    expect(config).toEqual({ engines, remoteHosts: [], speech });
    for (const part of [config, config.engines, config.speech, config.engines.dolphin]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(read({})).toEqual({ engines: {}, remoteHosts: [], speech: {} });
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /is not valid JSON/],
    ['an unknown language', { speech: { xx: 'typed' } }, /speech/],
    ['an unknown family', { engines: { a: { ...sherpa, family: 'x' } } }, /engines → a → family/],
    [
      'a family that does not stream',
      { engines: { a: { ...sherpa, type: 'sherpa-online' } } },
      /engines → a → family/,
    ],
    [
      'words to expect for a family that takes none',
      { engines: { a: { ...sherpa, modelingUnit: 'bpe' } }, speech: { ug: 'a' } },
      /only transducer is told what to expect/,
    ],
    ['a misspelt setting', { engines: { a: { ...sherpa, thread: 2 } } }, /thread/],
    ['a name nobody defined', { speech: { ky: 'b' } }, /speech\.ky names "b", but the engines are/],
    ['an engine nobody hears with', { engines: { a: sherpa } }, /engines\.a hears no language/],
    ['a taken name', { engines: { typed: sherpa } }, /engines\.typed has a name that is taken/],
    ['a host nobody allowed', { engines: { box }, speech: { ru: 'box' } }, /sound to gpu\.lan/],
    [
      'a key in an address',
      { engines: { box: { ...box, url: 'http://a:b@10.0.0.5' } } },
      /password/,
    ],
    ['a host nobody uses', { remoteHosts: ['gpu.lan'] }, /allows gpu\.lan, but no engine/],
    ['the wrong language', { speech: { ru: 'pocketsphinx' } }, /speech\.ru cannot be/],
  ])('%s stops the start with a sentence', (_, content, sentence) => {
    expect(() => read(content)).toThrow(sentence);
  });

  it('lets sound go to the machines of the hospital, and to those that are allowed by name', () => {
    const speech = { ru: 'box' };
    const config = read({ engines: { box }, remoteHosts: ['gpu.lan'], speech });
    expect(config.engines.box).toEqual({
      ...{ ...box, onPremises: false, parallel: 4, deadlineMs: 8000 },
    });
    for (const ours of [{ url: 'http://10.0.0.5:8000' }, { onPremises: true }]) {
      expect(read({ engines: { box: { ...box, ...ours } }, speech }).remoteHosts).toEqual([]);
    }
    const url = 'http://127.0.0.1.example.org';
    expect(() => read({ engines: { box: { ...box, url } }, speech })).toThrow('example.org');
  });

  it('holds the servers that hear while somebody speaks to the same rules', () => {
    const vosk = { type: 'vosk-ws', url: 'wss://speech.lan:2700' };
    const funasr = { type: 'funasr-ws', url: 'ws://10.0.0.7:10095', mode: 'online' };
    const speech = { ru: 'vosk', 'zh-CN': 'funasr' };
    const defaults = { onPremises: false, parallel: 16, deadlineMs: 8000 };
    const config = read({ engines: { vosk, funasr }, remoteHosts: ['speech.lan'], speech });
    expect(config.engines).toEqual({
      vosk: { ...vosk, ...defaults },
      funasr: { ...funasr, ...defaults, itn: true },
    });
    expect(() => read({ engines: { vosk, funasr }, speech })).toThrow('sound to speech.lan');
    const http = { ...vosk, url: 'http://10.0.0.7' };
    expect(() => read({ engines: { vosk: http, funasr }, speech })).toThrow('ws:// or wss://');
  });

  it('says which file is not there', () => {
    expect(() => readSpeechConfig('/nowhere/captions.json')).toThrow(
      '/nowhere/captions.json cannot be read',
    );
  });
});
