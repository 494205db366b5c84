/** Why a model could not be installed: a sentence for the person who installs it. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
  /** The publisher cannot be reached from here: the files have to be carried. */
  readonly unreachable: boolean;

  constructor(message: string, { unreachable = false } = {}) {
    super(message);
    this.unreachable = unreachable;
  }
}

/** The sentence for a file that could not be written or read; other errors stay what they are. */
export function fileProblem(error: unknown, path: string): unknown {
  const why = SENTENCES[codeOf(error) ?? ''];
  return why ? new InstallError(`${path}: ${why}`) : error;
}

const SENTENCES: Partial<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room and run this again: what has come so far is kept.',
  EDQUOT: 'your share of the disk is used up. Make room and run this again.',
  EACCES: 'this may not be written by you. Choose another folder with --into.',
  EROFS: 'this disk cannot be written to. Choose another folder with --into.',
  ENOENT: 'is not there.',
};

/** The system's name for what went wrong, such as ENOSPC. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : undefined;
}
