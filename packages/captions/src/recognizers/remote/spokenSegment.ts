import WebSocket from 'ws';
import type { LiveSegment } from '../liveStream.ts';
import { toInt16 } from '../pcm.ts';
import type { Conversation, Heard } from './conversation.ts';
import { MAX_BYTES, tidyLine } from './server.ts';

const SAMPLES_PER_MS = 16;

export interface SpokenSegmentOptions {
  conversation: Conversation;
  url: string;
  headers: Record<string, string>;
  /** How long the server may take to take the connection, and again for the last answer. */
  deadlineMs: number;
  pieceMs: number;
  onPartial(text: string): void;
}

/** One segment on its way to a server: its sound waits until the connection is open. */
export class SpokenSegment implements LiveSegment {
  readonly #options: SpokenSegmentOptions;
  /** Sound that was not sent yet: less than a piece, once the connection is open. */
  #unsent: Int16Array[] = [];
  #samples = 0;
  #sentSamples = 0;
  #pieces = 0;
  #endedMs: number | undefined;
  readonly #spoken = Promise.withResolvers<void>();
  #over = false;
  #socket: WebSocket | undefined;

  constructor(options: SpokenSegmentOptions) {
    this.#options = options;
  }

  /** When the speaker had finished. */
  get endedMs(): number | undefined {
    return this.#endedMs;
  }

  /** Has had no connection yet. */
  get waits(): boolean {
    return !this.#over && this.#socket === undefined;
  }

  get seconds(): number {
    return this.#samples / (1000 * SAMPLES_PER_MS);
  }

  audio(pcm: Float32Array): boolean {
    if (this.#over) return false;
    this.#unsent.push(toInt16(pcm));
    this.#samples += pcm.length;
    const piece = this.#options.pieceMs * SAMPLES_PER_MS;
    if (this.#samples - this.#sentSamples >= piece) this.#sendSound();
    return true;
  }

  end(): void {
    if (this.#over) return;
    this.#endedMs = Date.now();
    this.#spoken.resolve();
  }

  /** Takes no sound any more. */
  giveUp(): void {
    this.#over = true;
    this.#unsent = [];
  }

  /**
   * Connects, sends what is said as it is said, and resolves with what the server heard.
   *
   * @throws when the connection does not open, is lost, or says what is not in the protocol, and
   * when the last answer comes too late.
   */
  async send(signal: AbortSignal): Promise<Heard> {
    const { url, headers } = this.#options;
    // Redirections are not followed: they could lead to a host that nobody allowed.
    const socket = new WebSocket(url, {
      ...{ headers, maxPayload: MAX_BYTES, followRedirects: false, perMessageDeflate: false },
    });
    this.#socket = socket;
    const aborted = Promise.withResolvers<never>();
    // At once, and not a turn later: what is said in between must not get there.
    const abort = () => {
      this.giveUp();
      socket.terminate();
      aborted.reject(new Error('given up'));
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      const heard = await Promise.race([this.#talk(socket), aborted.promise]);
      socket.close();
      return heard;
    } catch (error) {
      socket.terminate();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
      this.giveUp();
    }
  }

  #talk(socket: WebSocket): Promise<Heard> {
    const { conversation, deadlineMs, onPartial } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<Heard>();
    const tooLate = () => setTimeout(reject, deadlineMs, new Error('the server is too late'));
    let deadline = tooLate();
    let ended = false;
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was lost')));
    socket.on('open', () => {
      clearTimeout(deadline);
      socket.send(conversation.opening);
      this.#sendSound();
      void this.#spoken.promise.then(() => {
        if (this.#over) return;
        this.#sendSound();
        socket.send(conversation.closing);
        ended = true;
        deadline = tooLate();
      });
    });
    socket.on('message', (data, isBinary) => {
      try {
        if (isBinary) throw new Error('the answer is not text');
        const said: unknown = JSON.parse(String(data));
        const heard = conversation.hear(said, { pieces: this.#pieces, ended });
        const line = { ...heard, text: tidyLine(heard.text) };
        if (line.done) resolve(line);
        else if (!this.#over) onPartial(line.text);
      } catch (error) {
        reject(error);
      }
    });
    return promise.finally(() => clearTimeout(deadline));
  }

  #sendSound(): void {
    if (this.#socket?.readyState !== WebSocket.OPEN || this.#unsent.length === 0) return;
    const bytes = this.#unsent.map((pcm) =>
      Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength),
    );
    this.#socket.send(Buffer.concat(bytes));
    this.#pieces++;
    this.#sentSamples = this.#samples;
    this.#unsent = [];
  }
}
