import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeDictionaryModel } from '../../testing/dictionaryModel.ts';
import { readTranslationPlan } from '../plan.ts';
import { newTranslationMemory, type TranslationRequest } from '../translator.ts';
import { TransformersTranslator } from './translator.ts';

let home: string;
let folder: string;
let engine: TransformersTranslator | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'dictionary-'));
  folder = join(home, 'model');
  writeDictionaryModel(folder);
});
afterEach(() => {
  engine?.close();
  engine = undefined;
  rmSync(home, { recursive: true, force: true });
});

function open(pauseMs = 0): TransformersTranslator {
  const settings = { type: 'transformers', folder, codes: {}, threads: 1, remote: false } as const;
  engine = new TransformersTranslator('local', settings, [['en', 'ru']], { pauseMs });
  return engine;
}
const line = (text: string, more: Partial<TranslationRequest> = {}): TranslationRequest => ({
  ...{ text, from: 'en', to: 'ru', terms: [], memory: newTranslationMemory() },
  ...{ signal: new AbortController().signal, ...more },
});

describe('transformers.js with a model of ours', () => {
  it('translates both ways, however many lines wait, and lives through a kill', async () => {
    const local = open();
    const [first, second] = await Promise.all([
      local.translate(line('My head hurts')),
      local.translate(line('голова не болит', { from: 'ru', to: 'en' })),
    ]);
    expect(first).toEqual({
      ...{ text: 'моя голова болит', origin: 'translator', engine: 'local', flags: [] },
    });
    expect(second?.text).toBe('head not hurts');

    const interrupted = local.translate(line('head'));
    process.kill(local.pid ?? 0, 'SIGKILL');
    await expect(interrupted).rejects.toMatchObject({ reason: 'unreachable' });
    expect((await local.translate(line('head'))).text).toBe('голова');
  });

  it('leaves out a line that nobody waits for any more', async () => {
    const local = open();
    const under = local.translate(line('head'));
    const late = local.translate(line('my', { signal: AbortSignal.abort() }));
    await expect(late).rejects.toMatchObject({ reason: 'timeout' });
    expect((await under).text).toBe('голова');
  });

  it('that is corrupt ends its own process and nothing else, and is not loaded at once again', async () => {
    writeFileSync(join(folder, 'onnx', 'encoder_model_quantized.onnx'), Buffer.alloc(500, 7));
    const local = open(60_000);
    await expect(local.translate(line('head'))).rejects.toMatchObject({ reason: 'unreachable' });
    await expect(local.translate(line('head'))).rejects.toMatchObject({ reason: 'unreachable' });
    expect(local.pid).toBeUndefined();
  });

  it('is refused more lines than it could answer in time', async () => {
    const local = open();
    const lines = Array.from({ length: 34 }, () => local.translate(line('head')));
    await expect(lines.at(-1)).rejects.toMatchObject({ reason: 'refused' });
    local.close();
    await Promise.allSettled(lines);
  });
});

describe('a plan with a local model', () => {
  const plan = (from: string, to: string, codes = {}) => {
    const path = join(home, 'translation.json');
    const engines = { local: { type: 'transformers', folder: 'model', codes } };
    writeFileSync(path, JSON.stringify({ engines, routes: [{ from, to, engine: 'local' }] }));
    return readTranslationPlan(path);
  };

  it('names a folder relative to the file, and never leaves the hospital', () => {
    expect(plan('en', 'ru').engines.local).toEqual({
      ...{ type: 'transformers', folder, codes: {}, threads: 1, remote: false },
    });
  });

  it('stops the start when the model does not know a language, or is not there', () => {
    expect(() => plan('en', 'ug')).toThrow(
      /local has a model that does not know ug: give its name/,
    );
    expect(() => plan('en', 'ug', { ug: 'ru' })).not.toThrow();
    rmSync(join(folder, 'onnx', 'encoder_model_quantized.onnx'));
    expect(() => plan('en', 'ru')).toThrow(/has no onnx\/encoder_model_quantized\.onnx/);
    writeDictionaryModel(folder);
    writeFileSync(join(folder, 'tokenizer.json'), '{');
    expect(() => plan('en', 'ru')).toThrow(/a tokenizer in .* that cannot be read/);
  });
});
