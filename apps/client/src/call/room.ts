import type {
  CaptionSegment,
  Language,
  Notification,
  NotificationData,
  PeerInfo,
  RoomState,
} from '@silkconsult/protocol';
import { CaptionBook } from './captions.ts';
import type { CallState } from './state.ts';
import type { WritableStore } from './store.ts';

/** Applies snapshots and notifications to the state: the room as the server tells it, in order. */
export class RoomView {
  readonly #store: WritableStore<CallState>;
  readonly #book = new CaptionBook();
  /** Spoken languages about which the person was asked and said that they are right. */
  readonly #confirmed = new Set<Language>();
  #seq = 0;

  constructor(store: WritableStore<CallState>) {
    this.#store = store;
  }

  /** The newest notification applied; `resume` asks for what came after it. */
  get seq(): number {
    return this.#seq;
  }

  applySnapshot(room: RoomState): void {
    this.#seq = room.seq;
    for (const segment of room.captions) this.#book.add(segment);
    const { peers, waiting, chat, captionStatus, startedAt, transcribed = [] } = room;
    const { outsideSpeakers = [] } = room;
    this.#store.set({
      peers,
      waiting,
      chat: mergeChat(this.#store.get().chat, chat),
      captionStatus,
      transcribed,
      outsideSpeakers,
      startedAt,
      captions: this.#lines(),
    });
  }

  /** A new session in the same room counts from the snapshot again. */
  forgetSeq(): void {
    this.#seq = 0;
  }

  /** After the reader chose another language. */
  refreshCaptions(): void {
    this.#store.set({ captions: this.#lines() });
  }

  addCaption(segment: CaptionSegment): void {
    if (this.#book.add(segment)) this.refreshCaptions();
  }

  addChat(message: CallState['chat'][number]): void {
    this.#store.set({ chat: mergeChat(this.#store.get().chat, [message]) });
  }

  /** @returns false for a notification that was already applied (a resume overlaps the live stream) */
  accept(seq: number): boolean {
    if (seq === 0) return true; // outside the room's order: lobby and personal notices
    if (seq <= this.#seq) return false;
    this.#seq = seq;
    return true;
  }

  apply(notification: Notification): void {
    const { peers, waiting, quality } = this.#store.get();
    const set = (change: Partial<CallState>) => this.#store.set(change);
    switch (notification.name) {
      case 'peerJoined':
      case 'peerChanged':
        set({ peers: withPeer(peers, notification.data.peer) });
        break;
      case 'peerReconnecting':
        set({ peers: withState(peers, notification.data.peerId, 'reconnecting') });
        break;
      case 'peerReturned':
        set({ peers: withState(peers, notification.data.peerId, 'joined') });
        break;
      case 'peerLeft':
        set({ peers: peers.filter((peer) => peer.peerId !== notification.data.peerId) });
        break;
      case 'peerWaiting': {
        const { peer } = notification.data;
        set({ waiting: [...waiting.filter((other) => other.peerId !== peer.peerId), peer] });
        break;
      }
      case 'waitingPeerLeft':
        set({ waiting: waiting.filter((peer) => peer.peerId !== notification.data.peerId) });
        break;
      case 'dominantSpeakerChanged':
        set({ dominantSpeaker: notification.data.peerId });
        break;
      case 'connectionQualityChanged':
        set({ quality: { ...quality, [notification.data.peerId]: notification.data.score } });
        break;
      case 'captionPosted':
        if (this.#book.add(notification.data.segment)) set({ captions: this.#lines() });
        break;
      case 'captionsWithdrawn':
        this.#book.forget(notification.data.peerId);
        set({ captions: this.#lines() });
        break;
      case 'transcribedChanged':
        set({ transcribed: notification.data.peerIds });
        break;
      case 'outsideSpeakersChanged':
        set({ outsideSpeakers: notification.data.peerIds });
        break;
      case 'captionStatusChanged':
        set({ captionStatus: notification.data.status });
        break;
      case 'spokenLanguageDoubted':
        this.#doubt(notification.data);
        break;
      case 'captionLanguageChanged':
        set({ captionLanguage: notification.data.language });
        this.refreshCaptions();
        break;
      case 'chatPosted':
        this.addChat(notification.data.message);
        break;
      case 'hostsChanged':
        set({ hosts: notification.data.hosts });
        break;
      default: // media and endings are the session's
    }
  }

  /** Whoever said that it is right is not asked again, and nobody is asked about what they changed. */
  #doubt(doubt: NotificationData<'spokenLanguageDoubted'>): void {
    const { spokenLanguage } = this.#store.get();
    if (doubt.listening !== spokenLanguage || this.#confirmed.has(spokenLanguage)) return;
    this.#store.set({ languageDoubt: doubt });
  }

  /** The person has answered: the language that is set is theirs. */
  confirmSpokenLanguage(): void {
    this.#confirmed.add(this.#store.get().spokenLanguage);
    this.#store.set({ languageDoubt: undefined });
  }

  #lines() {
    return this.#book.lines(this.#store.get().captionLanguage);
  }
}

function withPeer(peers: readonly PeerInfo[], peer: PeerInfo): PeerInfo[] {
  const at = peers.findIndex((other) => other.peerId === peer.peerId);
  return at < 0 ? [...peers, peer] : peers.with(at, peer);
}

function withState(peers: PeerInfo[], peerId: string, state: PeerInfo['state']): PeerInfo[] {
  return peers.map((peer) => (peer.peerId === peerId ? { ...peer, state } : peer));
}

function mergeChat(known: CallState['chat'], more: CallState['chat']): CallState['chat'] {
  const byId = new Map([...known, ...more].map((message) => [message.messageId, message]));
  return [...byId.values()].sort((a, b) => a.at.localeCompare(b.at));
}
