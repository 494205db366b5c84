import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FileServer } from '../testing/fileServer.ts';
import { bzip2, tarFile } from '../testing/tarFile.ts';
import { writeStreamingToneModel, writeToneModel } from '../testing/toneModel.ts';
import type { CatalogueModel } from './catalogue.ts';
import { type InstallOptions, install } from './install.ts';

const NAMES = ['model.onnx', 'tokens.txt'];
let tones: string;
let whole: Buffer;
let server: FileServer;
let modelsDir: string;

beforeAll(() => {
  tones = mkdtempSync(join(tmpdir(), 'tones-'));
  writeToneModel(tones);
  whole = bzip2(tarFile(...NAMES.map((name) => ({ path: `tones/${name}`, data: file(name) }))));
});
afterAll(() => rmSync(tones, { recursive: true, force: true }));
beforeEach(async () => {
  server = await FileServer.start();
  server.files.set('/tones.tar.bz2', whole);
  for (const name of NAMES) server.files.set(`/${name}`, file(name));
  modelsDir = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => {
  server.close();
  rmSync(modelsDir, { recursive: true, force: true });
});

const file = (name: string) => readFileSync(join(tones, name));
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

/** The tests' small model, as a catalogue would list it. */
const listed = (more: Partial<CatalogueModel> = {}): CatalogueModel => ({
  ...{ title: 'Tones', languages: ['ky'], licence: 'ours' },
  ...{ engine: { type: 'sherpa', family: 'zipformerCtc' } },
  page: server.url,
  files: NAMES.map((name) => ({ name, url: `${server.url}/${name}`, bytes: file(name).length })),
  ...more,
});
const archived = (): CatalogueModel =>
  listed({
    files: NAMES.map((name) => ({ name })),
    archive: { url: `${server.url}/tones.tar.bz2`, bytes: whole.length },
  });
const put = (model: CatalogueModel, more: Partial<InstallOptions> = {}) =>
  install('tones', model, {
    ...{ modelsDir, say: () => undefined, progress: () => undefined },
    ...{ signal: new AbortController().signal, ...more },
  });
const nothingInstalled = () => !existsSync(join(modelsDir, 'tones'));

describe('a model is installed', () => {
  it('file by file, and its hashes are recorded where the catalogue has none', async () => {
    const folder = await put(listed());
    expect(readdirSync(folder).sort()).toEqual(NAMES);
    expect(readdirSync(modelsDir).sort()).toEqual(['tones', 'tones.sha256']);
    const record = readFileSync(join(modelsDir, 'tones.sha256'), 'utf8');
    expect(record).toContain(`${sha256(file('model.onnx'))}  model.onnx\n`);
  });

  it('out of an archive, through a mirror', async () => {
    const model = archived();
    const elsewhere = { ...model, archive: { url: 'https://nowhere.example/tones.tar.bz2' } };
    const folder = await put(elsewhere, { mirror: `${server.url}/` });
    expect(readdirSync(folder).sort()).toEqual(NAMES);
  });

  it('out of a folder or an archive that somebody copied here', async () => {
    server.close();
    expect(readdirSync(await put(listed(), { from: tones })).sort()).toEqual(NAMES);
    rmSync(join(modelsDir, 'tones'), { recursive: true });
    const copied = join(modelsDir, 'copied.tar.bz2');
    writeFileSync(copied, whole);
    expect(readdirSync(await put(listed(), { from: copied })).sort()).toEqual(NAMES);
  });

  it('also one that hears while somebody speaks', async () => {
    const streaming = join(modelsDir, 'streaming');
    writeStreamingToneModel(streaming);
    const engine = { type: 'sherpa-online', family: 'zipformer2Ctc' } as const;
    const files = readdirSync(streaming).map((name) => ({ name }));
    const model = { ...archived(), engine, files };
    expect(await put(model, { from: streaming })).toBe(join(modelsDir, 'tones'));
    rmSync(join(modelsDir, 'tones'), { recursive: true });
    const whole = { ...model, engine: { type: 'sherpa', family: 'zipformerCtc' } } as const;
    await expect(put(whole, { from: streaming })).rejects.toThrow(
      /cannot load them as zipformerCtc/,
    );
  });

  it('and not fetched again when it is there', async () => {
    await put(listed());
    const asked = server.asked.length;
    const said: string[] = [];
    await put(listed(), { say: (line) => said.push(line) });
    expect(server.asked).toHaveLength(asked);
    expect(said.join()).toContain('installed already');
  });

  it('after an interruption by going on', async () => {
    const controller = new AbortController();
    const interrupted = put(archived(), {
      signal: controller.signal,
      progress: () => controller.abort(new Error('Interrupted.')),
    });
    await expect(interrupted).rejects.toThrow('Interrupted.');
    expect(nothingInstalled()).toBe(true);
    await put(archived());
    expect(nothingInstalled()).toBe(false);
  });

  it('after kill -9, whose lock and half an archive lie there', async () => {
    const work = join(modelsDir, '.tones.partial');
    cpSync(tones, join(work, 'unpacked'), { recursive: true });
    writeFileSync(join(work, 'archive.part'), whole.subarray(0, 100));
    writeFileSync(join(modelsDir, '.tones.lock'), '4194305');
    await put(archived());
    expect(readdirSync(modelsDir).sort()).toEqual(['tones', 'tones.sha256']);
  });
});

describe('nothing is installed', () => {
  it('when a hash is another one than the catalogue says', async () => {
    const files = listed().files.map((each) => ({ ...each, sha256: 'a'.repeat(64) }));
    await expect(put(listed({ files }))).rejects.toThrow(/not the file it should be: its SHA-256/);
    expect(nothingInstalled()).toBe(true);
    expect(readdirSync(join(modelsDir, '.tones.partial', 'ready'))).toEqual([]);
  });

  it('when a hash is another one than the first time', async () => {
    await put(listed());
    rmSync(join(modelsDir, 'tones'), { recursive: true });
    server.files.set('/tokens.txt', Buffer.from(file('tokens.txt')).fill(65, 0, 1));
    await expect(put(listed())).rejects.toThrow(/recorded when it was installed first/);
    expect(nothingInstalled()).toBe(true);
  });

  it('when the model kills the process that loads it; and its files are not fetched again', async () => {
    const corrupt = Buffer.from(file('model.onnx')).fill(255, 40, 400);
    server.files.set('/model.onnx', corrupt);
    await expect(put(listed())).rejects.toThrow(/sherpa-onnx cannot load them/);
    expect(nothingInstalled()).toBe(true);
    const asked = server.asked.length;
    await expect(put(listed())).rejects.toThrow(/sherpa-onnx cannot load them/);
    expect(server.asked).toHaveLength(asked);
  });

  it('when the archive is cut, or wants to write elsewhere', async () => {
    server.files.set('/tones.tar.bz2', whole.subarray(0, -30));
    const cut = { ...archived(), archive: { url: `${server.url}/tones.tar.bz2` } };
    await expect(put(cut)).rejects.toThrow(/damaged or not complete/);
    const evil = tarFile({ path: '../../model.onnx', data: file('model.onnx') });
    server.files.set('/tones.tar.bz2', evil);
    await expect(put(cut)).rejects.toThrow(/outside its folder/);
    expect(nothingInstalled()).toBe(true);
    expect(readdirSync(join(modelsDir, '.tones.partial', 'ready'))).toEqual([]);
  });

  it('when there is no room, and nothing is fetched then', async () => {
    const full = put(listed(), { freeBytes: () => Promise.resolve(10) });
    await expect(full).rejects.toThrow(/are needed: make room/);
    expect(server.asked).toEqual([]);
  });

  it('when another process is at it', async () => {
    mkdirSync(modelsDir, { recursive: true });
    writeFileSync(join(modelsDir, '.tones.lock'), String(process.ppid));
    await expect(put(listed())).rejects.toThrow(/being installed already/);
  });

  it('when what was copied is not there', async () => {
    await expect(put(listed(), { from: '/nowhere' })).rejects.toThrow('/nowhere: is not there');
    const empty = join(modelsDir, 'empty');
    mkdirSync(empty);
    await expect(put(listed(), { from: empty })).rejects.toThrow(/model\.onnx: is not there/);
  });
});
