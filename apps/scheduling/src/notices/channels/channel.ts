import type { Message } from '../message.ts';
import type { Recipient } from '../store.ts';

export interface Delivery {
  /** The notice's id: the same in every attempt, so that a receiver can drop a repetition. */
  id: string;
  to: Recipient;
  message: Message;
}

/** One way out of the platform. */
export interface Channel {
  /** Whether this person can be reached by it. */
  reaches(person: Pick<Recipient, 'email' | 'phone' | 'hasPush'>): boolean;
  /** @throws DeliveryError, or whatever the network throws, which is tried again. */
  deliver(delivery: Delivery): Promise<void>;
}

/** A delivery that failed; its code is kept and shown, its cause is not. */
export class DeliveryError extends Error {
  override name = 'DeliveryError';
  readonly code: string;
  /** Trying again would not help: the address does not exist, for example. */
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean) {
    super(code);
    this.code = code;
    this.permanent = permanent;
  }
}
