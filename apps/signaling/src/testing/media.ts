import { randomInt } from 'node:crypto';
import type { RequestData, Source } from '@silkconsult/protocol';

/** A well-formed fingerprint: enough for a transport to be connected, not for media to flow. */
export const DTLS_PARAMETERS: RequestData<'connectTransport'>['dtlsParameters'] = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
};

const AUDIO_LEVEL_ID = 1;

type Parameters = Pick<RequestData<'produce'>, 'kind' | 'rtpParameters'>;

let mids = 0;
const nextMid = () => String(++mids);
const ssrc = () => randomInt(1, 2 ** 32 - 1);

/** What Chromium sends for a source: Opus, or VP8 in three simulcast layers for cameras. */
export function rtpParametersOf(source: Source): Parameters {
  if (source === 'microphone' || source === 'interpretation') return audio();
  return source === 'camera' ? video(['q', 'h', 'f']) : video(undefined);
}

function audio(): Parameters {
  return {
    kind: 'audio',
    rtpParameters: {
      mid: nextMid(),
      codecs: [
        {
          mimeType: 'audio/opus',
          payloadType: 111,
          clockRate: 48_000,
          channels: 2,
          parameters: { useinbandfec: 1, usedtx: 1, minptime: 10 },
          rtcpFeedback: [{ type: 'nack' }, { type: 'transport-cc' }],
        },
      ],
      headerExtensions: [
        { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
        { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: AUDIO_LEVEL_ID },
      ],
      encodings: [{ ssrc: ssrc(), dtx: true }],
      rtcp: { cname: 'test' },
    },
  };
}

function video(rids: string[] | undefined): Parameters {
  return {
    kind: 'video',
    rtpParameters: {
      mid: nextMid(),
      codecs: [
        {
          mimeType: 'video/VP8',
          payloadType: 96,
          clockRate: 90_000,
          rtcpFeedback: [
            { type: 'nack' },
            { type: 'nack', parameter: 'pli' },
            { type: 'ccm', parameter: 'fir' },
            { type: 'transport-cc' },
          ],
        },
        { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
      ],
      headerExtensions: [
        { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
        { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 10 },
        { uri: 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id', id: 11 },
      ],
      encodings: rids
        ? rids.map((rid, index) => ({
            rid,
            scaleResolutionDownBy: 4 >> index,
            scalabilityMode: 'L1T3',
          }))
        : [{ ssrc: ssrc(), rtx: { ssrc: ssrc() } }],
      rtcp: { cname: 'test' },
    },
  };
}

/** One packet of Opus, twenty milliseconds long, at full loudness by its audio level extension. */
export function rtpPacket(sequence: number, ssrc: number): Buffer {
  const header = Buffer.alloc(20);
  header.writeUInt8(0x90, 0);
  header.writeUInt8(111, 1);
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(sequence * 960, 4);
  header.writeUInt32BE(ssrc, 8);
  header.writeUInt16BE(0xbede, 12);
  header.writeUInt16BE(1, 14);
  header.writeUInt8(AUDIO_LEVEL_ID << 4, 16);
  header.writeUInt8(0x80, 17);
  return Buffer.concat([header, Buffer.from([0xf8, 0xff, 0xfe])]);
}
