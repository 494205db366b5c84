import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type {
  Host,
  JoinClaims,
  Language,
  Notification,
  PeerInfo,
  RoomPermission,
  Source,
} from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import type { RtpCapabilities } from 'mediasoup/types';
import type { PeerMedia } from '../media/peerMedia.ts';
import type { QualityBand } from '../media/quality.ts';
import { NotificationLog } from './notifications.ts';
import { LIMITS, permissionFor } from './rules.ts';

/** The way to one browser: a socket, as a room sees it. */
export interface Link {
  deliver(notification: Notification): void;
  /** The session on this link is over; the link may start another one. */
  end(): void;
  /** Ends the session and closes the socket: another one has taken its place. */
  close(): void;
}

export interface NewPeer {
  claims: JoinClaims;
  rtpCapabilities: RtpCapabilities;
  captionLanguage: Language;
  /** The room's newest sequence number. */
  seq: number;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** One endpoint in the room: an identity with a session, which outlives its sockets. */
export class Peer {
  readonly claims: JoinClaims;
  readonly rtpCapabilities: RtpCapabilities;
  readonly sessionId = randomUUID();
  /** One stay in the room, as the reports tell it. */
  readonly stayId = randomUUID();
  readonly log: NotificationLog;
  spokenLanguage: Language;
  captionLanguage: Language;
  raisedHand = false;
  /** Undefined while the room's worker is being replaced and the peer has not rebuilt yet. */
  media: PeerMedia | undefined;
  qualityBand: QualityBand | undefined;
  /** Runs while the peer is reconnecting. */
  graceTimer: NodeJS.Timeout | undefined;
  left = false;
  #link: Link | undefined;
  #resumeDigest: Buffer | undefined;

  constructor({ claims, rtpCapabilities, captionLanguage, seq }: NewPeer) {
    this.claims = claims;
    this.rtpCapabilities = rtpCapabilities;
    this.spokenLanguage = claims.spokenLanguage;
    this.captionLanguage = captionLanguage;
    this.log = new NotificationLog(LIMITS.notificationsKept, seq);
  }

  get peerId(): string {
    return this.claims.sub;
  }

  /** Who and in which state, as the others see it. */
  get info(): PeerInfo {
    const { spokenLanguage, raisedHand } = this;
    const state = this.graceTimer ? 'reconnecting' : 'joined';
    return { ...this.host, spokenLanguage, state, raisedHand };
  }

  /** As those in the lobby see it. */
  get host(): Host {
    const { name, nativeName, role, organization } = this.claims;
    return { peerId: this.peerId, name, nativeName, role, organization };
  }

  /** @throws RefusedError `permission_denied` */
  require(permission: RoomPermission): void {
    if (!this.may(permission)) throw new RefusedError('permission_denied', { permission });
  }

  may(permission: RoomPermission): boolean {
    return this.claims.permissions.includes(permission);
  }

  requireSource(source: Source): void {
    this.require(permissionFor(source));
  }

  /** @throws RefusedError `media_unavailable` while the room has no media for this peer */
  requireMedia(): PeerMedia {
    if (!this.media || this.media.closed) throw new RefusedError('media_unavailable');
    return this.media;
  }

  /** A new secret that proves this session; only its digest is kept. */
  issueResumeToken(): string {
    const token = randomBytes(32).toString('base64url');
    this.#resumeDigest = digest(token);
    return token;
  }

  provesSession(sessionId: string, resumeToken: string): boolean {
    if (this.left || !this.#resumeDigest || sessionId !== this.sessionId) return false;
    return timingSafeEqual(this.#resumeDigest, digest(resumeToken));
  }

  /** The session's present link, if its socket is alive as far as we know. */
  get link(): Link | undefined {
    return this.#link;
  }

  attach(link: Link): void {
    this.#link = link;
  }

  detach(): void {
    this.#link = undefined;
  }

  /** `keep: false` for what a later one replaces anyway: it is not worth a place in the log. */
  notify(notification: Notification, keep = true): void {
    if (this.left) return;
    if (keep) this.log.add(notification);
    this.#link?.deliver(notification);
  }
}
