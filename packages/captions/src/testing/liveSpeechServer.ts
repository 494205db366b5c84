import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { z } from 'zod';

export type Protocol = 'vosk' | 'funasr';

/** What a connection does instead of what it should. */
export type Fault =
  /** Before it is open. */
  | 'refuses'
  | 'redirects'
  | 'never opens'
  /** In the middle of the sound. */
  | 'drops'
  | 'closes politely'
  | 'sends garbage'
  | 'sends another shape'
  | 'sends bytes'
  | 'sends too much'
  | 'invents a novel'
  /** After the end. */
  | 'never answers'
  | 'drops before the answer';

const voskConfig = z.object({
  config: z.strictObject({
    sample_rate: z.literal(16_000),
    words: z.literal(true),
    max_alternatives: z.literal(0),
  }),
});
const funasrStart = z.strictObject({
  mode: z.enum(['2pass', 'online', 'offline']),
  wav_name: z.string().min(1),
  wav_format: z.literal('pcm'),
  audio_fs: z.literal(16_000),
  is_speaking: z.literal(true),
  chunk_size: z.tuple([z.int(), z.int(), z.int()]),
  chunk_interval: z.int(),
  itn: z.boolean(),
  hotwords: z.string().optional(),
});
const VOSK_END = '{"eof" : 1}';

/** One connection, as its server sees it. */
export interface Talk {
  opening: unknown;
  headers: IncomingMessage['headers'];
  samples: number;
  /** Resolves when the connection is gone. */
  closed: Promise<unknown>;
}

/**
 * A server of speech for tests that speaks the websocket protocol of Vosk's server or of FunASR's
 * runtime, hangs up on what is not in it, and misbehaves on demand. It "hears" a word of its next
 * sentence with each message of sound; "|" is a pause at which it ends a sentence by itself.
 */
export class LiveSpeechServer {
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #protocol: Protocol;
  readonly #unanswered: Duplex[] = [];
  /** For each connection to come: what is said, and what goes wrong. */
  readonly script: { said: string; fault?: Fault }[] = [];
  readonly talks: Talk[] = [];

  static async start(protocol: Protocol): Promise<LiveSpeechServer> {
    const server = new LiveSpeechServer(protocol);
    server.#http.listen(0, '127.0.0.1');
    await once(server.#http, 'listening');
    return server;
  }

  private constructor(protocol: Protocol) {
    this.#protocol = protocol;
    this.#http = createServer().on('upgrade', (request, socket, head) =>
      this.#upgrade(request, socket, head),
    );
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    for (const socket of this.#unanswered) socket.destroy();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { said, fault } = this.script.shift() ?? { said: '' };
    if (fault === 'never opens') {
      this.#unanswered.push(socket);
      return;
    }
    if (fault === 'refuses') {
      socket.end('HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    if (fault === 'redirects') {
      socket.end(`HTTP/1.1 307 Temporary Redirect\r\nlocation: ${this.url}\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (open) => {
      const closed = once(open, 'close');
      const talk = { opening: undefined, headers: request.headers, samples: 0, closed };
      this.talks.push(talk);
      this.#listen(open, talk, { said, fault });
    });
  }

  #listen(socket: WebSocket, talk: Talk, { said, fault }: { said: string; fault?: Fault }): void {
    const words = said.split(' ');
    const ear = this.#protocol === 'vosk' ? new VoskEar(words) : new FunasrEar(words);
    let sounds = 0;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        talk.samples += data.length / 2;
        sounds++;
        const wrong = sounds === 2 && misbehave(socket, fault);
        if (!wrong) for (const answer of ear.sound()) socket.send(answer);
        return;
      }
      const text = data.toString();
      if (talk.opening === undefined) {
        talk.opening = JSON.parse(text);
        if (!ear.begin(talk.opening)) socket.close(1007);
      } else if (!ear.isEnd(text)) socket.close(1007);
      else if (fault === 'drops before the answer') socket.terminate();
      else if (fault !== 'never answers') {
        for (const answer of ear.end()) socket.send(answer);
        // FunASR keeps the connection for the next sound.
        if (this.#protocol === 'vosk') socket.close();
      }
    });
  }
}

/** True when it did. */
function misbehave(socket: WebSocket, fault: Fault | undefined): boolean {
  switch (fault) {
    case 'drops':
      socket.terminate();
      return true;
    case 'closes politely':
      socket.close(1000);
      return true;
    case 'sends garbage':
      socket.send('<html>');
      return true;
    case 'sends another shape':
      socket.send('{"text":5,"is_final":"yes"}');
      return true;
    case 'sends bytes':
      socket.send(Buffer.from('{"partial":"bytes"}'));
      return true;
    case 'sends too much':
      socket.send(JSON.stringify({ partial: 'x', text: 'x', padding: 'x'.repeat(100_000) }));
      return true;
    case 'invents a novel': {
      const text = 'word '.repeat(1000);
      socket.send(JSON.stringify({ text, mode: '2pass-online', is_final: false }));
      return true;
    }
    default:
      return false;
  }
}

/** As `asr_server.py` answers: once for each message of sound, and once for the end. */
class VoskEar {
  readonly #words: string[];
  #heard: string[] = [];

  constructor(words: readonly string[]) {
    this.#words = [...words];
  }

  begin(opening: unknown): boolean {
    return voskConfig.safeParse(opening).success;
  }

  isEnd(text: string): boolean {
    return text === VOSK_END;
  }

  sound(): string[] {
    const word = this.#words.shift();
    if (word === '|') return [this.#result()];
    if (word !== undefined) this.#heard.push(word);
    return [JSON.stringify({ partial: this.#heard.join(' ') })];
  }

  end(): string[] {
    this.#heard.push(...this.#words.filter((word) => word !== '|'));
    return [this.#result()];
  }

  #result(): string {
    const words = this.#heard;
    this.#heard = [];
    const result = words.map((word) => ({ word, conf: 0.75, start: 0, end: 0.1 }));
    // With nothing heard the server leaves the words out.
    return JSON.stringify({ ...(words.length > 0 && { result }), text: words.join(' ') });
  }
}

/** As FunASR's runtime answers: what is new, piece by piece, and each sentence as a whole. */
class FunasrEar {
  readonly #words: string[];
  #heard: string[] = [];
  #name = '';
  #mode = '';

  constructor(words: readonly string[]) {
    this.#words = [...words];
  }

  begin(opening: unknown): boolean {
    const parsed = funasrStart.safeParse(opening);
    if (!parsed.success) return false;
    this.#name = parsed.data.wav_name;
    this.#mode = parsed.data.mode;
    return true;
  }

  isEnd(text: string): boolean {
    return text === '{"is_speaking":false}';
  }

  sound(): string[] {
    const word = this.#words.shift();
    if (word === '|') return [this.#sentence(false)];
    if (word === undefined || this.#mode === 'offline') return [];
    this.#heard.push(word);
    return [this.#answer('2pass-online', `${word} `, false)];
  }

  end(): string[] {
    this.#heard.push(...this.#words.filter((word) => word !== '|'));
    return [this.#sentence(true)];
  }

  #sentence(last: boolean): string {
    const text = this.#heard.join(' ');
    this.#heard = [];
    // The last answer comes also when nothing was heard, and is then without a mode.
    if (text === '') return this.#answer(undefined, '', last);
    return this.#answer('2pass-offline', `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, last);
  }

  #answer(mode: string | undefined, text: string, isFinal: boolean): string {
    return JSON.stringify({ mode, text, wav_name: this.#name, is_final: isFinal });
  }
}
