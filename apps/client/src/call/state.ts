import type {
  CaptionStatus,
  ChatMessage,
  Language,
  NotificationData,
  PeerInfo,
  Refusal,
  RoomPermission,
  Source,
  WaitingPeer,
} from '@silkconsult/protocol';
import type { CaptionLine } from './captions.ts';

export type Phase =
  | 'entering' // the join is on its way
  | 'waiting' // in the lobby
  | 'joined'
  | 'left'
  | 'ended'
  | 'denied'
  | 'removed'
  | 'replaced' // this person went on in another window
  | 'failed';

/**
 * What the person is told about the connection. `reconnecting`: the socket or the media path is
 * gone and being restored; `rejoining`: the session is gone and the room is entered anew.
 */
export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'rejoining' | 'failed';

export interface RemoteMedia {
  consumerId: string;
  source: Source;
  track: MediaStreamTrack;
  /** The sender has muted or turned it off. */
  paused: boolean;
}

export interface LocalMedia {
  track?: MediaStreamTrack;
  on: boolean;
}

export type Host = NotificationData<'hostsChanged'>['hosts'][number];

export interface CallState {
  phase: Phase;
  connection: Connection;
  problem?: Refusal;
  selfId?: string;
  permissions: RoomPermission[];
  /** In the lobby: since when, and who can admit. */
  since?: string;
  hosts: Host[];
  startedAt?: string;
  peers: PeerInfo[];
  waiting: WaitingPeer[];
  chat: ChatMessage[];
  captions: CaptionLine[];
  captionStatus: CaptionStatus;
  /** Whose lines go into the transcript. */
  transcribed: string[];
  /** Whose words engines outside the hospital may have now. */
  outsideSpeakers: string[];
  /** Captions hear another language than they listen for: which one, or null. */
  languageDoubt?: NotificationData<'spokenLanguageDoubted'>;
  captionLanguage: Language;
  spokenLanguage: Language;
  /** By peer, without oneself. */
  media: Record<string, RemoteMedia[]>;
  /** 0 to 10, by peer, as the server measures it. */
  quality: Record<string, number>;
  dominantSpeaker: string | null;
  microphone: LocalMedia;
  camera: LocalMedia;
}

export function initialState(languages: {
  spokenLanguage: Language;
  captionLanguage: Language;
}): CallState {
  return {
    phase: 'entering',
    connection: 'connecting',
    permissions: [],
    hosts: [],
    peers: [],
    waiting: [],
    chat: [],
    captions: [],
    captionStatus: { host: 'ready', speech: {} },
    transcribed: [],
    outsideSpeakers: [],
    media: {},
    quality: {},
    dominantSpeaker: null,
    microphone: { on: false },
    camera: { on: false },
    ...languages,
  };
}
