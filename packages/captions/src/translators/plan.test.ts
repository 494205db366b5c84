import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readTranslationPlan } from './plan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'silkconsult-plan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const gpu = { type: 'openai-chat', url: 'http://10.0.0.5:8000/v1', model: 'm' };
const libre = { type: 'libretranslate', url: 'http://localhost:5000' };

function plan(file: object | string) {
  const path = join(folder, 'translation.json');
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  return readTranslationPlan(path);
}

it('lists one route for each pair', () => {
  writeFileSync(join(folder, 'key'), 'sesame\n');
  const { engines, routes } = plan({
    engines: { gpu: { ...gpu, keyFile: 'key' }, libre },
    routes: [
      { from: ['zh-CN', 'en', 'ru'], to: ['zh-CN', 'en', 'ru'], engine: 'gpu' },
      { from: 'ky', to: 'zh-CN', engine: 'libre', via: 'ru' },
    ],
  });
  expect(engines.gpu).toMatchObject({ key: 'sesame', remote: false, template: 'plain' });
  expect(engines.libre).toMatchObject({ remote: false, codes: {} });
  expect(routes).toHaveLength(7);
  expect(routes.at(-1)).toEqual({ from: 'ky', to: 'zh-CN', engine: 'libre', via: 'ru' });
});

it.each([
  [[{ from: 'en', to: 'en', engine: 'gpu' }], /en → en leads from a language into itself/],
  [
    [
      { from: 'en', to: ['ru', 'kk'], engine: 'gpu' },
      { from: 'en', to: 'kk', engine: 'libre' },
    ],
    /The pair en → kk has two routes/,
  ],
  [[{ from: 'en', to: 'kk', engine: 'cpu' }], /names the engine cpu, which is not there/],
  [[{ from: 'en', to: 'kk', engine: 'gpu', via: 'en' }], /goes via en, which is one of its ends/],
  [[{ from: 'en', to: 'ky', engine: 'hy' }], /asks hy for ky, which models of .* hy-mt do not/],
  [[{ from: 'en', to: 'xx', engine: 'gpu' }], /routes\[0\]\.to/],
  [[{ from: 'en', to: 'kk', engine: 'gpu', via: 'zh-CN' }], /routes\[0\]\.via/],
  [[], /routes/],
])('stops at a contradiction with a sentence: %j', (routes, sentence) => {
  const engines = { gpu, libre, hy: { ...gpu, template: 'hy-mt' } };
  expect(() => plan({ engines, routes })).toThrow(sentence);
});

it.each([
  ['http://10.1.2.3', {}, false],
  ['http://192.168.1.2:5000', {}, false],
  ['http://[fd00::1]:5000', {}, false],
  ['http://gpu.hospital.local', { onPremises: true }, false],
  ['https://api.example.org', { remoteHosts: ['api.example.org'] }, true],
  ['https://api.example.org', {}, undefined],
  ['http://8.8.8.8', {}, undefined],
  ['http://localhost.example.org', {}, undefined],
])('sends lines out of the hospital only to hosts on the list: %s %j', (url, more, remote) => {
  const { remoteHosts, ...entry } = more as { remoteHosts?: string[] };
  const read = () =>
    plan({
      ...(remoteHosts && { remoteHosts }),
      engines: { far: { ...libre, url, ...entry } },
      routes: [{ from: 'en', to: 'ru', engine: 'far' }],
    });
  if (remote === undefined) expect(read).toThrow(/outside this hospital/);
  else expect(read().engines.far?.remote).toBe(remote);
});

it('names a file that is missing, is no JSON, or a key that is missing', () => {
  expect(() => readTranslationPlan(join(folder, 'none.json'))).toThrow(/none\.json cannot be read/);
  expect(() => plan('{')).toThrow(/is not JSON/);
  const routes = [{ from: 'en', to: 'ru', engine: 'gpu' }];
  const engines = { gpu: { ...gpu, keyFile: 'no-key' } };
  expect(() => plan({ engines, routes })).toThrow(/no-key cannot be read/);
  expect(() => plan({ engines: { gpu: { ...gpu, url: 'http://a:b@10.0.0.1' } }, routes })).toThrow(
    /has a password in its url/,
  );
});
