import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LANGUAGE_CODES } from '@silkconsult/protocol';
import { readCatalogue } from './catalogue.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (content: object | string) => {
  const path = join(folder, 'own.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readCatalogue(path);
};
const own = {
  ...{ title: 'Ours', languages: ['ky'], licence: 'ours' },
  ...{ engine: { type: 'sherpa', family: 'zipformerCtc' } },
  page: 'https://models.hospital.example',
  files: [{ name: 'model.onnx' }, { name: 'tokens.txt' }],
  archive: { url: 'https://models.hospital.example/ours.tar.bz2' },
};

describe('our catalogue', () => {
  it('recommends a model for every language', () => {
    const { recommended } = readCatalogue();
    expect(Object.keys(recommended).sort()).toEqual([...LANGUAGE_CODES].sort());
  });

  it('knows size and hash of every file, at an address that does not change', () => {
    for (const { files } of Object.values(readCatalogue().models)) {
      for (const file of files) {
        expect(file.url).toMatch(/^https:\/\/huggingface\.co\/.+\/resolve\/[0-9a-f]{40}\//);
        expect(file.url?.endsWith(`/${file.name}`)).toBe(true);
        expect(file.bytes).toBeGreaterThan(0);
        expect(file.sha256).toBeDefined();
      }
    }
  });
});

describe("an operator's own models", () => {
  it('stand beside ours, and come first where they are recommended', () => {
    const { models, recommended } = read({ models: { ours: own }, recommended: { ky: ['ours'] } });
    expect(models.ours?.title).toBe('Ours');
    expect(recommended.ky?.[0]).toBe('ours');
    expect(recommended.ky).toContain('gigaam-multilingual');
    expect(recommended.ru?.[0]).toBe('gigaam-multilingual');
  });

  it.each<[string, object | string, RegExp]>([
    ['no JSON', '{', /not valid JSON/],
    ['a taken name', { models: { 'sense-voice': own } }, /sense-voice is taken/],
    ['no way to come by it', { models: { a: { ...own, archive: undefined } } }, /needs an archive/],
    ['a path', { models: { a: { ...own, files: [{ name: '../x' }] } } }, /plain file name/],
    [
      'a hash that is none',
      { models: { a: { ...own, files: [{ name: 'a', sha256: 'x' }] } } },
      /64/,
    ],
    ['a model nobody has', { models: {}, recommended: { ky: ['b'] } }, /names b, which is not/],
    ['a language it does not hear', { models: { a: own }, recommended: { ug: ['a'] } }, /not hear/],
  ])('are refused with a sentence: %s', (_, content, sentence) => {
    expect(() => read(content)).toThrow(sentence);
  });
});
