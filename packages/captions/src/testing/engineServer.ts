import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const chatRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.enum(['system', 'user']), content: z.string() })).min(1),
  temperature: z.literal(0),
});
const libreRequest = z.object({
  q: z.union([z.string(), z.array(z.string()).min(1)]),
  source: z.string(),
  target: z.string(),
  format: z.enum(['text', 'html']),
});

type Fault = 'silent' | 'error' | 'garbage' | 'html' | 'huge' | 'redirect' | 'cut' | 'tooMany';

/**
 * A translation engine for tests: speaks the protocols of OpenAI's chat completions and of
 * LibreTranslate, refuses what is not in them, and misbehaves on demand.
 */
export class EngineServer {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly received: { path: string; body: unknown; authorization: string | undefined }[] = [];
  /** A prompt or a line → what the engine writes. */
  translate: (text: string) => string | Promise<string> = (text) => text;
  fault: Fault | undefined;

  static async start(): Promise<EngineServer> {
    const made = new EngineServer();
    made.#server.listen(0, '127.0.0.1');
    await once(made.#server, 'listening');
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const path = request.url ?? '';
    const body: unknown = JSON.parse(text);
    this.received.push({ path, body, authorization: request.headers.authorization });
    const send = (status: number, answer: object | string) =>
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    switch (this.fault) {
      case 'silent':
        return;
      case 'error':
        send(503, { error: 'overloaded' });
        return;
      case 'garbage':
        send(200, '{"choices": [');
        return;
      case 'html':
        send(200, '<html>proxy</html>');
        return;
      case 'huge':
        send(200, { translatedText: 'а'.repeat(1_000_000) });
        return;
      case 'redirect':
        response.writeHead(307, { location: `${this.url}/elsewhere` }).end();
        return;
    }
    if (path === '/v1/chat/completions') return this.#chat(body, send);
    if (path === '/translate') return this.#libre(body, send);
    send(404, { error: 'no such path' });
  }

  async #chat(body: unknown, send: (status: number, answer: object) => void): Promise<void> {
    const parsed = chatRequest.safeParse(body);
    if (!parsed.success) return send(400, { error: { message: 'not a chat request' } });
    const content = await this.translate(parsed.data.messages.at(-1)?.content ?? '');
    send(200, {
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content },
          finish_reason: this.fault === 'cut' ? 'length' : 'stop',
        },
      ],
    });
  }

  async #libre(body: unknown, send: (status: number, answer: object) => void): Promise<void> {
    const parsed = libreRequest.safeParse(body);
    if (!parsed.success) return send(400, { error: 'Invalid request' });
    const { q } = parsed.data;
    const lines = await Promise.all([q].flat().map((line) => this.translate(line)));
    if (this.fault === 'tooMany') lines.push('лишняя');
    send(200, { translatedText: typeof q === 'string' && lines.length === 1 ? lines[0] : lines });
  }
}
