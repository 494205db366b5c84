import type { Refusal } from '@silkconsult/protocol';

/** The server said no, with a code of the registry. */
export class CallRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'CallRefused';
    this.refusal = refusal;
  }
}

/** The socket went away, or stayed silent, before the answer came: nobody knows whether it was done. */
export class CallInterrupted extends Error {
  constructor() {
    super('the connection was lost before the answer came');
    this.name = 'CallInterrupted';
  }
}
