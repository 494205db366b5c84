import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { wavFile } from '../recognizers/remote/wav.ts';
import { FileServer } from '../testing/fileServer.ts';
import { bzip2, tarFile } from '../testing/tarFile.ts';
import { tones, writeToneModel } from '../testing/toneModel.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder: string;
let server: FileServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  server = await FileServer.start();
  const model = join(folder, 'source');
  writeToneModel(model);
  const files = ['model.onnx', 'tokens.txt'].map((name) => ({ name }));
  const packed = files.map(({ name }) => ({
    ...{ path: `tones-2026/${name}`, data: readFileSync(join(model, name)) },
  }));
  server.files.set('/tones.tar.bz2', bzip2(tarFile(...packed)));
  const entry = {
    ...{ title: 'Tones', languages: ['ky'], licence: 'ours' },
    ...{ engine: { type: 'sherpa', family: 'zipformerCtc' } },
    ...{ page: server.url, files, archive: { url: `${server.url}/tones.tar.bz2` } },
  };
  const own = { models: { tones: entry }, recommended: { ky: ['tones'] } };
  writeFileSync(join(folder, 'own.json'), JSON.stringify(own));
  const libre = { type: 'libretranslate', url: 'http://10.0.0.6:5000' };
  const routes = [{ from: 'ky', to: 'zh-CN', engine: 'libre', via: 'ru' }];
  writeFileSync(join(folder, 'plan.json'), JSON.stringify({ engines: { libre }, routes }));
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: string[]) {
  return spawn(process.execPath, [MAIN, ...args], {
    env: {
      ...process.env,
      ...{ NODE_NO_WARNINGS: '1', NODE_OPTIONS: '', DATA_DIR: folder },
      CAPTION_CATALOGUE_FILE: join(folder, 'own.json'),
      CAPTION_TRANSLATION_FILE: join(folder, 'plan.json'),
      CAPTION_SPEECH_FILE: existsSync(join(folder, 'speech.json'))
        ? join(folder, 'speech.json')
        : '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function captions(...args: string[]) {
  const child = start(...args);
  const exit = once(child, 'exit');
  const [out, problem] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await exit;
  return { out, problem, code };
}

it('a model is installed in spite of kill -9, listed, checked, and hears a file', async () => {
  server.cutAfter = 300;
  const killed = start('install', 'tones');
  const ended = once(killed, 'exit');
  killed.stdout.on('data', (said: Buffer) => {
    if (said.includes('%')) killed.kill('SIGKILL');
  });
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(existsSync(join(folder, 'models/tones'))).toBe(false);

  server.cutAfter = undefined;
  const { out, problem, code } = await captions('install', 'tones');
  expect([problem, code]).toEqual(['', 0]);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=300-']);
  // The lines that it prints are the configuration. English is left out only to be quicker.
  const config = JSON.parse(out.slice(out.indexOf('{')));
  config.speech.en = 'typed';
  writeFileSync(join(folder, 'speech.json'), JSON.stringify(config));

  const { out: list } = await captions('list');
  expect(list).toMatch(/ky +Kyrgyz: tones\n +recommended tones +installed\n/);
  expect(list).toContain('gigaam-multilingual');

  const { out: checked } = await captions('check');
  expect(checked).toMatch(/^ky +tones$/m);
  expect(checked).toContain('\nky → ru → zh-CN: libre\n');

  const samples = Float32Array.from(tones('жүрөк'), (sample) => sample / 32_768);
  writeFileSync(join(folder, 'heart.wav'), wavFile(samples));
  const heard = await captions('try', join(folder, 'heart.wav'), 'ky');
  expect(heard.out).toMatch(/^жүрөк\ntones: /);
});

it('without internet it says what to copy where, and with what nothing works', async () => {
  server.files.clear();
  const { out, problem, code } = await captions('install', 'tones');
  expect(problem).toBe(
    `${server.url}/tones.tar.bz2 is not there any more. Look at the model's page in the list.\n`,
  );
  expect(out).toContain(`  ${server.url}/tones.tar.bz2\n`);
  expect(out).toContain('install tones --from FOLDER_OR_ARCHIVE');
  expect(code).toBe(1);
  expect((await captions('install', 'nobody')).problem).toContain('no model of the catalogue');
  expect(await captions('install')).toMatchObject({ code: 2 });
});
