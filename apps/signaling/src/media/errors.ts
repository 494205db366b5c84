import type { ErrorCode } from '@silkconsult/protocol';
import { RefusedError } from '@silkconsult/service-kit';
import { UnsupportedError } from 'mediasoup/errors';

/**
 * Runs a call into mediasoup whose parameters came from a client.
 *
 * mediasoup validates them itself, some in Node (TypeError, UnsupportedError) and some in the
 * worker (plain Error). Whatever it does not accept while the transport is alive is the client's
 * parameters; with the transport gone, the media is.
 *
 * @throws RefusedError `invalid_media_parameters` or `media_unavailable`
 */
export async function withClientParameters<T>(
  call: () => Promise<T>,
  isGone: () => boolean,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    const typed = error instanceof TypeError || error instanceof UnsupportedError;
    const code: ErrorCode = !typed && isGone() ? 'media_unavailable' : 'invalid_media_parameters';
    throw new RefusedError(code);
  }
}
