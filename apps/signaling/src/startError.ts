/**
 * Something outside keeps this node from starting, and may be mended without changing its
 * configuration. The message is the sentence for the person who installs.
 */
export class StartError extends Error {
  override name = 'StartError';
}
