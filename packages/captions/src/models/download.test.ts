import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileServer } from '../testing/fileServer.ts';
import { type Download, download } from './download.ts';

const DATA = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3));

let server: FileServer;
let folder: string;
let part: string;

beforeEach(async () => {
  server = await FileServer.start();
  server.files.set('/model.onnx', DATA);
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  part = join(folder, 'model.onnx.part');
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const fetchIt = (more: Partial<Download> = {}) =>
  download({
    ...{
      url: `${server.url}/model.onnx`,
      part,
      pinned: false,
      progress: (done) => server.received(done),
    },
    ...{ signal: new AbortController().signal, ...more },
  });
const came = () => readFileSync(part).equals(DATA);
const ranges = () => server.asked.map(({ range }) => range);

describe('a download', () => {
  it('tells how far it is, and follows a redirect', async () => {
    const steps: [number, number | undefined][] = [];
    const url = `${server.url}/moved/model.onnx`;
    await fetchIt({ url, progress: (...step) => steps.push(step) });
    expect(came()).toBe(true);
    expect(steps.at(-1)).toEqual([DATA.length, DATA.length]);
  });

  it('that breaks off is gone on with where it was', async () => {
    server.cutAfter = 120_000;
    await fetchIt();
    expect(came()).toBe(true);
    expect(ranges()).toEqual([undefined, 'bytes=120000-', 'bytes=240000-']);
    expect(server.asked.map(({ status }) => status)).toEqual([200, 206, 206]);
  });

  it('that was interrupted goes on at the next call', async () => {
    const controller = new AbortController();
    const interrupted = fetchIt({
      signal: controller.signal,
      progress: () => controller.abort(new Error('Interrupted.')),
    });
    await expect(interrupted).rejects.toThrow('Interrupted.');
    const had = readFileSync(part).length;
    expect(had).toBeGreaterThan(0);
    await fetchIt();
    expect(came()).toBe(true);
    if (had < DATA.length) expect(ranges().at(-1)).toBe(`bytes=${had}-`);
  });

  it.each(['noRange', 'wrongRange'] as const)(
    'begins anew where the server does not go on: %s',
    async (fault) => {
      server.cutAfter = 120_000;
      server.onCut = () => {
        server.cutAfter = undefined;
        server.fault = fault;
      };
      await fetchIt();
      expect(came()).toBe(true);
      expect(ranges()[1]).toBe('bytes=120000-');
    },
  );

  it.each(['noEtag', 'weakEtag'] as const)(
    'is not gone on with when nobody knows whether it is the same file: %s',
    async (fault) => {
      server.fault = fault;
      server.cutAfter = 120_000;
      server.onCut = () => {
        server.cutAfter = undefined;
      };
      await fetchIt();
      expect(came()).toBe(true);
      expect(ranges()).toEqual([undefined, undefined]);
    },
  );

  it('of a file that was replaced meanwhile is of the new one', async () => {
    const replaced = Buffer.from(DATA).reverse();
    server.cutAfter = 120_000;
    server.onCut = () => {
      server.cutAfter = undefined;
      server.files.set('/model.onnx', replaced);
    };
    await fetchIt();
    expect(readFileSync(part).equals(replaced)).toBe(true);
    expect(ranges()).toEqual([undefined, 'bytes=120000-']);
  });

  it('that lies there from another address is not gone on with', async () => {
    writeFileSync(part, 'something else');
    await fetchIt();
    expect(came()).toBe(true);
  });

  it('that is complete is not asked for again', async () => {
    await fetchIt({ bytes: DATA.length });
    await fetchIt({ bytes: DATA.length });
    expect(server.asked).toHaveLength(1);
  });
});

describe('a download fails with one sentence', () => {
  it('when nothing is there', async () => {
    await expect(fetchIt({ url: `${server.url}/gone` })).rejects.toThrow(/gone is not there any/);
  });

  it('when it is another file by its size', async () => {
    await expect(fetchIt({ bytes: 5 })).rejects.toThrow(/300000 bytes, but the catalogue says 5/);
    server.fault = 'noLength';
    await expect(fetchIt({ bytes: 5 })).rejects.toThrow(/longer than the 5 bytes/);
  });

  it('when the connection ends again and again and brings nothing', async () => {
    server.cutAfter = 0;
    await expect(fetchIt()).rejects.toThrow(/breaks off/);
    expect(server.asked.length).toBeLessThan(6);
  });

  it('when the server falls silent', async () => {
    server.fault = 'silent';
    await expect(fetchIt({ silenceMs: 20 })).rejects.toThrow(/it says nothing/);
  });

  it('when nobody is there, and says that the files can be carried', async () => {
    server.close();
    await expect(fetchIt()).rejects.toMatchObject({ name: 'InstallError', unreachable: true });
  });

  it('when the disk is full', async () => {
    symlinkSync('/dev/full', part);
    await expect(fetchIt()).rejects.toThrow(/the disk is full/);
  });
});
