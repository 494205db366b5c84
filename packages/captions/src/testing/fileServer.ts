import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A publisher of files for tests: knows ranges and ETags as a good one does, and misbehaves on
 * demand.
 */
export class FileServer {
  readonly #server = createServer((request, response) => this.#answer(request, response));
  url = '';
  readonly files = new Map<string, Buffer>();
  readonly asked: { path: string; range: string | undefined; status: number }[] = [];
  /** The connection ends after so many bytes of an answer, as soon as they were `received`. */
  cutAfter: number | undefined;
  fault: 'noRange' | 'wrongRange' | 'noEtag' | 'weakEtag' | 'silent' | 'noLength' | undefined;
  #cut: { at: number; response: ServerResponse } | undefined;
  /** Called when a connection was cut. */
  onCut: () => void = () => undefined;

  static async start(): Promise<FileServer> {
    const made = new FileServer();
    made.#server.listen(0, '127.0.0.1');
    await once(made.#server, 'listening');
    made.url = `http://127.0.0.1:${(made.#server.address() as AddressInfo).port}`;
    return made;
  }

  /** Told by the test how much of the file has come: what is on its way at a cut may be lost. */
  received(bytes: number): void {
    if (this.#cut === undefined || bytes < this.#cut.at) return;
    this.#cut.response.socket?.end();
    this.#cut = undefined;
    this.onCut();
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const [, moved] = /^\/moved(\/.*)$/.exec(url) ?? [];
    const file = this.files.get(url);
    const answer = (status: number, more: OutgoingHttpHeaders = {}) => {
      this.asked.push({ path: url, range: headers.range, status });
      response.writeHead(status, more);
    };
    if (moved) {
      answer(302, { location: moved });
      response.end();
      return;
    }
    if (!file) {
      answer(404);
      response.end('<html>no such file</html>');
      return;
    }
    const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`;
    const known = {
      ...(this.fault !== 'noEtag' && { etag: this.fault === 'weakEtag' ? `W/${etag}` : etag }),
    };
    const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
    const same = headers['if-range'] === undefined || headers['if-range'] === etag;
    const start = from !== undefined && same && this.fault !== 'noRange' ? Number(from) : 0;
    if (start > 0 && start >= file.length) {
      answer(416, { 'content-range': `bytes */${file.length}` });
      response.end();
      return;
    }
    const body = file.subarray(start);
    const length = this.fault !== 'noLength' && { 'content-length': body.length };
    if (start > 0) {
      const said = this.fault === 'wrongRange' ? 0 : start;
      const range = `bytes ${said}-${file.length - 1}/${file.length}`;
      answer(206, { ...known, ...length, 'content-range': range });
    } else answer(200, { ...known, ...length });
    if (this.fault === 'silent') {
      response.flushHeaders();
      return;
    }
    if (this.cutAfter !== undefined && body.length > this.cutAfter) {
      response.flushHeaders();
      response.write(body.subarray(0, this.cutAfter));
      this.#cut = { at: start + this.cutAfter, response };
      this.received(start);
      return;
    }
    response.end(body);
  }
}
