import type { Notification } from '@silkconsult/protocol';

/**
 * The notifications of one session, the newest few hundred: what `resume` answers from.
 *
 * Sequence numbers are the room's, so those of one session have gaps: what others were told.
 */
export class NotificationLog {
  readonly #limit: number;
  #kept: Notification[] = [];
  #forgottenUpTo: number;

  /** @param since the newest sequence number that the session's first state included */
  constructor(limit: number, since: number) {
    this.#limit = limit;
    this.#forgottenUpTo = since;
  }

  add(notification: Notification): void {
    this.#kept.push(notification);
    if (this.#kept.length <= this.#limit) return;
    this.#forgottenUpTo = this.#kept.shift()?.seq ?? this.#forgottenUpTo;
  }

  /** Forgets the captions of somebody who withdrew; what says that they did comes after them. */
  forgetCaptionsOf(speakerId: string): void {
    this.#kept = this.#kept.filter(
      ({ name, data }) => name !== 'captionPosted' || data.segment.speakerId !== speakerId,
    );
  }

  /** What came after `seq`, or undefined when some of it is no longer kept. */
  after(seq: number): Notification[] | undefined {
    if (seq < this.#forgottenUpTo) return undefined;
    return this.#kept.filter((notification) => notification.seq > seq);
  }
}
