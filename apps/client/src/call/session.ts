import type {
  Admission,
  Answer,
  ChangedPhrase,
  Joined,
  Language,
  Notification,
  Phrase,
  PhraseSuggestion,
  Refusal,
  RequestData,
  RequestName,
  RoomPermission,
} from '@silkconsult/protocol';
import { describeBrowser } from './browser.ts';
import { Line } from './line.ts';
import { LineChanges } from './lineChanges.ts';
import { LocalTracks } from './localTracks.ts';
import type { PathStats } from './measure.ts';
import { loadDevice } from './media.ts';
import { MediaWay } from './mediaWay.ts';
import { PathKeeper } from './path.ts';
import { pause } from './pause.ts';
import { CallInterrupted, CallRefused } from './refused.ts';
import { RoomView } from './room.ts';
import type { CallState, Phase } from './state.ts';
import { initialState } from './state.ts';
import type { Store, WritableStore } from './store.ts';
import { createStore } from './store.ts';
import { Unsettled } from './unsettled.ts';

/** However slow the negotiation is, the room is on the screen by then. */
const DRAW_BY_MS = 200;

export interface SessionOptions {
  /** A join token from scheduling. Called again whenever the last one is no longer good. */
  fetchAdmission(): Promise<Admission>;
  spokenLanguage: Language;
  captionLanguage: Language;
  /** The browser's media engine; tests give mediasoup-client's own fake. */
  device?: ReturnType<typeof loadDevice>;
}

/**
 * One person's stay in one room, from the device check to the end: the socket, the media and the
 * room's state, kept together through every interruption without a click. Knows no screen.
 */
export class CallSession {
  readonly #store: WritableStore<CallState>;
  readonly #line: Line;
  readonly #room: RoomView;
  readonly tracks: LocalTracks;
  /** What this person does to lines that are there. */
  readonly lines: LineChanges;
  readonly #way: MediaWay;
  readonly #path: PathKeeper;
  readonly #unsettled = new Unsettled();
  readonly #device: ReturnType<typeof loadDevice>;
  #stay?: Pick<Joined, 'sessionId' | 'resumeToken'>;
  #entered = false;
  #closed = false;
  /** Notifications that come while `resume` is on its way wait for the ones it brings. */
  #held?: Notification[];

  constructor(options: SessionOptions) {
    this.#line = new Line(options.fetchAdmission, {
      onReady: () => void this.#way.prepare(() => !this.#closed && !this.#entered),
      onConnected: () => void (this.#stay ? this.#resume() : this.#join()),
      onLost: () => this.#tellConnection(),
      onNotification: (notification) => this.#receive(notification),
      onStartingOver: () => this.#startingOver(),
      onGivenUp: (refusal) => this.#givenUp(refusal),
    });
    this.#device = options.device ?? loadDevice();
    this.#store = createStore(initialState(options));
    this.#room = new RoomView(this.#store);
    this.lines = new LineChanges({
      ask: (name, data) => this.#ask(name, data),
      onLine: (segment) => this.#room.addCaption(segment),
    });
    this.tracks = new LocalTracks(this.#store, () => this.#way.current);
    this.#way = new MediaWay({
      device: this.#device,
      request: (name, data) => this.#ask(name, data),
      iceServers: () => this.#line.iceServers,
      unsettled: this.#unsettled,
      events: {
        onMediaChanged: (media) => this.#store.set({ media }),
        onPath: (path) => this.#path.onPath(path),
        onProduceRefused: (_source, error) => {
          if (error instanceof CallInterrupted) void this.#path.restore();
        },
      },
      onReceives: () => void this.tracks.produceAll(),
    });
    this.#path = new PathKeeper({
      media: () => this.#way.current,
      socketConnected: () => this.#line.connected,
      redial: () => this.#line.redial(),
      rebuild: () => this.#way.rebuild(),
      onChange: () => this.#tellConnection(),
    });
    this.#device.catch(() => {});
  }

  get state(): Store<CallState> {
    return this.#store;
  }

  /** How loud each peer is now, 0 to 1; for the speaking sign, outside the store for its pace. */
  levels(): Record<string, number> {
    return this.#way.current?.levels() ?? {};
  }

  /** What the browser has counted of the path so far; undefined before there is one. */
  async stats(): Promise<PathStats | undefined> {
    return this.#way.current?.stats();
  }

  can(permission: RoomPermission): boolean {
    return this.#store.get().permissions.includes(permission);
  }

  /** Languages chosen before entering; afterwards they are told to the room. */
  choose(languages: { spokenLanguage?: Language; captionLanguage?: Language }): void {
    this.#store.set(languages);
  }

  /** Opens the socket and the way for media ahead, while the person still looks into the camera. */
  async prepare(): Promise<void> {
    await this.#line.prepare();
  }

  /** The click: into the room, or into its lobby. What happens next is told by the state. */
  async enter(): Promise<void> {
    this.#store.set({ phase: 'entering', problem: undefined });
    this.#entered = true;
    const ready = this.#line.connected;
    await this.#line.open();
    if (ready) await this.#join();
  }

  /** The person sees "coming back" and no button. */
  #startingOver(): void {
    this.#stay = undefined;
    this.#room.forgetSeq();
    if (this.#store.get().phase === 'joined') this.#store.set({ connection: 'rejoining' });
  }

  async #join(): Promise<void> {
    try {
      const device = await this.#device;
      const answer = await this.#ask('join', {
        rtpCapabilities: device.recvRtpCapabilities,
        device: describeBrowser(),
        captionLanguage: this.#store.get().captionLanguage,
      });
      this.#line.accepted();
      if (answer.status === 'waiting') {
        const { peerId, since, hosts } = answer;
        this.#store.set({
          phase: 'waiting',
          connection: 'connected',
          selfId: peerId,
          since,
          hosts,
        });
      } else {
        this.#joined(answer, device);
      }
    } catch (error) {
      if (this.#closed) return;
      if (error instanceof CallRefused) {
        this.#joinRefused(error.refusal);
        return;
      }
      if (error instanceof CallInterrupted) {
        // Unanswered on a socket that claims to live: only a new one tells.
        this.#line.redial();
        return;
      }
      this.#finish('failed');
    }
  }

  #joinRefused(refusal: Refusal): void {
    if (refusal.code === 'already_joined') return;
    if (refusal.code === 'admission_denied') this.#finish('denied', refusal);
    else void this.#line.refused(refusal);
  }

  #givenUp(refusal: Refusal): void {
    if (refusal.code === 'room_ended') this.#finish('ended');
    else this.#finish('failed', refusal);
  }

  #joined(answer: Joined, device: Awaited<ReturnType<typeof loadDevice>>): void {
    this.#stay = answer;
    this.#unsettled.clear();
    const { peerId, permissions } = answer;
    this.#store.set({ selfId: peerId, permissions });
    const negotiated = this.#way.open(device, answer.media);
    const media = this.#way.current;
    this.#room.applySnapshot(answer.room);
    // The room is drawn while the handshake is under way, not while it waits for the drawing.
    void Promise.race([negotiated, pause(DRAW_BY_MS)]).then(() => {
      const { phase } = this.#store.get();
      if (this.#way.current !== media || (phase !== 'entering' && phase !== 'waiting')) return;
      this.#store.set({ phase: 'joined' });
      this.#tellConnection();
    });
    this.#store.set({ connection: 'connected', problem: undefined });
    this.#path.start();
    this.#tellConnection();
    const { spokenLanguage } = this.#store.get();
    const known = answer.room.peers.find((peer) => peer.peerId === peerId)?.spokenLanguage;
    if (known !== spokenLanguage) {
      this.#ask('setSpokenLanguage', { language: spokenLanguage }).catch(() => {});
    }
  }

  async #resume(): Promise<void> {
    const stay = this.#stay;
    if (!stay) return;
    this.#held = [];
    try {
      const answer = await this.#ask(
        'resume',
        { ...pickStay(stay), lastSeq: this.#room.seq },
        3000,
      );
      const held = this.#held;
      this.#held = undefined;
      if (answer.status === 'missed') {
        for (const notification of answer.notifications) this.#receive(notification);
      } else {
        this.#room.applySnapshot(answer.room);
        // Too long away to know what is consumed: build it again.
        await this.#way.rebuild();
      }
      for (const notification of held) this.#receive(notification);
      this.#line.accepted();
      this.#tellConnection();
      void this.#unsettled.repeat();
      void this.#path.check();
    } catch (error) {
      this.#held = undefined;
      if (this.#closed) return;
      if (error instanceof CallRefused) await this.#line.startOver();
      else this.#line.redial();
    }
  }

  #receive(notification: Notification): void {
    if (this.#closed) return;
    if (this.#held) {
      this.#held.push(notification);
      return;
    }
    if (!this.#room.accept(notification.seq)) return;
    this.#room.apply(notification);
    switch (notification.name) {
      case 'newConsumers':
        this.#way.current?.consume(notification.data.consumers);
        break;
      case 'consumerClosed':
        this.#way.current?.closeConsumer(notification.data.consumerId);
        break;
      case 'consumerPaused':
      case 'consumerResumed':
        this.#way.current?.setConsumerPaused(
          notification.data.consumerId,
          notification.name === 'consumerPaused',
        );
        break;
      case 'mediaLost':
        void this.#path.rebuildNow();
        break;
      case 'admitted':
        void this.#join();
        break;
      case 'admissionDenied':
        this.#finish('denied');
        break;
      case 'sessionReplaced':
        this.#finish('replaced');
        break;
      case 'removed':
        this.#finish('removed');
        break;
      case 'roomEnded':
        this.#finish('ended');
        break;
      default: // the room view has it
    }
  }

  #tellConnection(): void {
    const { phase, connection } = this.#store.get();
    if (phase !== 'joined' && phase !== 'waiting') return;
    const socket = this.#line.connected;
    if (!socket && connection === 'rejoining') return;
    const healthy = socket && (phase === 'waiting' || (this.#stay && this.#path.healthy));
    const next = healthy
      ? 'connected'
      : this.#stay || phase === 'waiting'
        ? 'reconnecting'
        : 'rejoining';
    if (next !== connection) this.#store.set({ connection: next });
  }

  async #ask<N extends RequestName>(
    name: N,
    data: RequestData<N>,
    answerMs?: number,
  ): Promise<Answer<N>> {
    // A restart that is not answered soon comes too late: find a living socket instead.
    return this.#line.request(name, data, answerMs ?? (name === 'restartIce' ? 1500 : undefined));
  }

  async admit(peerId: string): Promise<void> {
    await this.#ask('admit', { peerId });
  }

  async deny(peerId: string): Promise<void> {
    await this.#ask('deny', { peerId });
  }

  async sendChat(text: string): Promise<void> {
    this.#room.addChat(await this.#ask('sendChat', { text }));
  }

  async typeCaption(text: string): Promise<void> {
    await this.#ask('typeCaption', { text, language: this.#store.get().spokenLanguage });
  }

  /** Somebody's word was written down: the room asks for it now and not a little later. */
  async refreshConsents(): Promise<void> {
    await this.#ask('refreshConsents', {});
  }

  async sayPhrase(phrase: Phrase, language: Language): Promise<void> {
    await this.#ask('sayPhrase', { ...phrase, language });
  }

  /** What this hospital has changed of the phrasebook; the host has the last word: none on failure. */
  async changedPhrases(language: Language): Promise<ChangedPhrase[]> {
    const asked = this.#ask('changedPhrases', { language }, 1500);
    return asked.then(({ phrases }) => phrases).catch(() => []);
  }

  /** What a line may have been meant as. Help is no reason to hold a line back: none on failure. */
  async suggestPhrases(text: string): Promise<PhraseSuggestion[]> {
    const language = this.#store.get().spokenLanguage;
    const asked = this.#ask('suggestPhrases', { text, language }, 1500);
    return asked.then(({ suggestions }) => suggestions).catch(() => []);
  }

  async setCaptionLanguage(language: Language): Promise<void> {
    this.#store.set({ captionLanguage: language });
    this.#room.refreshCaptions();
    await this.#unsettled.settle('captionLanguage', () =>
      this.#ask('setCaptionLanguage', { language }),
    );
  }

  /** "No, it is right": captions ask no more whether this person speaks another language. */
  keepSpokenLanguage(): void {
    this.#room.confirmSpokenLanguage();
  }

  async setSpokenLanguage(language: Language): Promise<void> {
    this.#store.set({ spokenLanguage: language, languageDoubt: undefined });
    await this.#unsettled.settle('spokenLanguage', () =>
      this.#ask('setSpokenLanguage', { language }),
    );
  }

  async leave(): Promise<void> {
    await this.#ask('leave', {}, 1000).catch(() => {});
    this.#finish('left');
  }

  async endForAll(): Promise<void> {
    await this.#ask('endRoom', {});
    this.#finish('ended');
  }

  #finish(phase: Phase, problem?: Refusal): void {
    if (this.#closed) return;
    this.close();
    this.#store.set({ phase, problem, connection: 'failed', media: {} });
  }

  /** Lets go of everything; idempotent. The local tracks are stopped too: the camera's light goes out. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#path.close();
    this.#way.close();
    this.#line.close();
    this.tracks.close();
  }
}

function pickStay({ sessionId, resumeToken }: Pick<Joined, 'sessionId' | 'resumeToken'>) {
  return { sessionId, resumeToken };
}
