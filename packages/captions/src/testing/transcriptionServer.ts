import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parseWav } from './speech.ts';

/** What one request asked for. */
export interface TranscriptionRequest {
  path: string;
  key: string | undefined;
  model: unknown;
  language: unknown;
  prompt: unknown;
  seconds: number;
  answer(text: string): void;
  /** Anything but a good answer. */
  response: ServerResponse;
}

/** A server of `POST /v1/audio/transcriptions` whose every answer the test decides, when it likes. */
export async function transcriptionServer(onRequest: (request: TranscriptionRequest) => void) {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    const file = form.get('file');
    if (!(file instanceof Blob)) throw new Error('no file');
    const pcm = parseWav(Buffer.from(await file.arrayBuffer()));
    onRequest({
      ...{ path: request.url ?? '', key: request.headers.authorization },
      ...{
        model: form.get('model'),
        language: form.get('language'),
        prompt: form.get('prompt'),
        seconds: pcm.length / 16_000,
      },
      response,
      answer: (text) => response.end(JSON.stringify({ text })),
    });
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(400).end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
