export type EngineFault =
  | 'unreachable'
  | 'refused'
  | 'garbage'
  | 'empty'
  | 'cut'
  | 'tooLong'
  | 'timeout'
  /** By us: the speaker took their word back, or the room was closed. */
  | 'givenUp';

/** Why an engine gave no translation. Holds a reason only, never what was to be translated. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly reason: EngineFault;

  constructor(reason: EngineFault) {
    super(reason);
    this.reason = reason;
  }
}
