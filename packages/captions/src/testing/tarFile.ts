import { spawnSync } from 'node:child_process';
import { Header } from 'tar';

interface Entry {
  path: string;
  data?: Buffer;
  type?: 'File' | 'SymbolicLink';
  linkpath?: string;
}

const BLOCK = 512;

/** The bytes of a tar archive, with whatever paths and links a malicious one might have. */
export function tarFile(...entries: Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, data = Buffer.alloc(0), type = 'File', linkpath }) => {
    const header = new Header({
      ...{ path, type, size: data.length, mode: 0o644, mtime: new Date(0) },
      ...(linkpath !== undefined && { linkpath }),
    });
    const block = Buffer.alloc(BLOCK);
    header.encode(block);
    return [block, data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** The same packed as sherpa-onnx's models are. */
export function bzip2(data: Buffer): Buffer {
  return spawnSync('bzip2', ['-c'], { input: data, maxBuffer: 1 << 28 }).stdout;
}
