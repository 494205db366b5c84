import type { Language } from '@silkconsult/protocol';
import type { DecodeTask } from '../decodeQueue.ts';
import type { LiveListener, LiveSegment } from '../liveStream.ts';
import { LiveStream } from '../liveStream.ts';
import type { Health, RecognitionStream, Recognizer } from '../recognizer.ts';
import type { Conversation, LiveProtocol } from './conversation.ts';
import type { ServerOptions } from './server.ts';
import { SpeechServer } from './server.ts';
import { SpokenSegment } from './spokenSegment.ts';

const MAX_WAITING_SECONDS = 15;

export interface LiveServerOptions extends ServerOptions {
  protocol: LiveProtocol;
}

interface Speaker {
  signal: AbortSignal;
  /** Segments that had no connection when we last looked, oldest first. */
  waiting: { segment: SpokenSegment; task: DecodeTask }[];
}

/**
 * A server that hears over a websocket while somebody speaks. Each segment has a connection of its
 * own: one that is lost makes its segment a gap and touches no other, and the next one connects
 * again.
 */
export class LiveServerRecognizer implements Recognizer {
  readonly id: string;
  readonly languages: readonly Language[];
  readonly streaming = true;
  readonly remote: boolean;
  readonly #options: LiveServerOptions;
  readonly #server: SpeechServer;

  constructor(options: LiveServerOptions) {
    this.id = options.id;
    this.languages = options.languages;
    this.remote = options.remote;
    this.#options = options;
    this.#server = new SpeechServer(options);
  }

  open({ language, hotwords, signal }: Parameters<Recognizer['open']>[0]): RecognitionStream {
    const { protocol } = this.#options;
    const speaker: Speaker = { signal, waiting: [] };
    return new LiveStream((listener) =>
      this.#begin(protocol.begin({ language, hotwords: hotwords() }), listener, speaker),
    );
  }

  health(): Health {
    return this.#server.health();
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  #begin(conversation: Conversation, listener: LiveListener, speaker: Speaker): LiveSegment {
    const { url, deadlineMs, protocol } = this.#options;
    const { headers, queue } = this.#server;
    const segment = new SpokenSegment({
      ...{ conversation, url, headers, deadlineMs, pieceMs: protocol.pieceMs },
      onPartial: listener.onPartial,
    });
    const giveUp = () => {
      segment.giveUp();
      listener.onFinal({ text: '', gap: true });
    };
    const task: DecodeTask = {
      final: true,
      // Time says nothing about a server that is busy for as long as somebody speaks.
      seconds: 0,
      giveUp,
      waitedForSinceMs: () => segment.endedMs,
      run: () =>
        this.#server
          .exchange(speaker.signal, (ended) => segment.send(ended))
          .then(({ text, confidence }) => listener.onFinal({ text, confidence }), giveUp),
    };
    this.#forgetTheOldest(speaker);
    speaker.waiting.push({ segment, task });
    queue.add(task);
    return segment;
  }

  /** What waits for a connection is bounded for each speaker; the oldest becomes a gap. */
  #forgetTheOldest(speaker: Speaker): void {
    speaker.waiting = speaker.waiting.filter(({ segment }) => segment.waits);
    let seconds = speaker.waiting.reduce((sum, { segment }) => sum + segment.seconds, 0);
    for (const { segment, task } of speaker.waiting) {
      if (seconds <= MAX_WAITING_SECONDS) return;
      if (this.#server.queue.drop(task)) seconds -= segment.seconds;
    }
  }
}
