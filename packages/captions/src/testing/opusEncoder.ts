import koffi from 'koffi';

const APPLICATION_VOIP = 2048;
const SET_BITRATE = 4002;
const SET_INBAND_FEC = 4012;
const SET_PACKET_LOSS_PERCENT = 4014;
const SET_DTX = 4016;
const MAX_PACKET_BYTES = 1275;

/** 20 ms at 16 kHz, the frame that browsers send. */
export const FRAME_SAMPLES = 320;

export interface OpusEncoder {
  /** One 20 ms frame; a result of at most two bytes is one that DTX does not send. */
  encode(frame: Int16Array): Buffer;
  free(): void;
}

/**
 * The system's libopus (Debian `libopus0`), with the settings of a browser's microphone.
 *
 * @throws Error when libopus is not installed.
 */
export function createOpusEncoder(options: { bitrate?: number; dtx?: boolean } = {}): OpusEncoder {
  const library = koffi.load(process.platform === 'darwin' ? 'libopus.0.dylib' : 'libopus.so.0');
  const create = library.func(
    'void *opus_encoder_create(int32_t rate, int channels, int application, _Out_ int *error)',
  );
  const control = library.func('int opus_encoder_ctl(void *encoder, int request, ...)');
  const encode = library.func(
    'int opus_encode(void *encoder, const int16_t *pcm, int samples, _Out_ uint8_t *out, int32_t max)',
  );
  const destroy = library.func('void opus_encoder_destroy(void *encoder)');
  const encoder = create(16_000, 1, APPLICATION_VOIP, [0]);
  control(encoder, SET_BITRATE, 'int32_t', options.bitrate ?? 32_000);
  control(encoder, SET_INBAND_FEC, 'int32_t', 1);
  control(encoder, SET_PACKET_LOSS_PERCENT, 'int32_t', 5);
  control(encoder, SET_DTX, 'int32_t', options.dtx ? 1 : 0);
  return {
    encode: (frame) => {
      const out = Buffer.alloc(MAX_PACKET_BYTES);
      const bytes: number = encode(encoder, frame, FRAME_SAMPLES, out, MAX_PACKET_BYTES);
      if (bytes < 0) throw new Error(`opus_encode: ${bytes}`);
      return out.subarray(0, bytes);
    },
    free: () => destroy(encoder),
  };
}
