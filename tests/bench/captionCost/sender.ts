/** People who talk without end: Opus in RTP over UDP, each stream at another place of the recording. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { rtpPacket, toRtp } from '../../../packages/captions/src/testing/rtp.ts';
import { concat, silence, speak } from '../../../packages/captions/src/testing/speech.ts';
import { EVERYDAY_SENTENCES } from '../everydaySentences.ts';
import type { FromSender, ToSender } from './messages.ts';

const HEADER_BYTES = 12;
const FRAME_MS = 20;
const TICKS_PER_FRAME = 960;
/** Streams do not send at the same moment. */
const TURNS = 4;

const spoken = await Promise.all(EVERYDAY_SENTENCES.map((sentence) => speak(sentence)));
const recording = concat(...spoken.flatMap((pcm) => [pcm, silence(200)]));
const payloads = toRtp(recording).map(({ packet }) => packet.subarray(HEADER_BYTES));

process.on('message', ({ streams, seconds }: ToSender) => void send(streams, seconds));
process.send?.('ready');

async function send(streams: ToSender['streams'], seconds: number): Promise<void> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const startedMs = performance.now();
  let sent = 0;
  const steps = (seconds * 1000 * TURNS) / FRAME_MS;
  for (let step = 0; step < steps; step++) {
    const early = startedMs + (step * FRAME_MS) / TURNS - performance.now();
    if (early > 1) await delay(early);
    const frame = Math.floor(step / TURNS);
    for (let index = step % TURNS; index < streams.length; index += TURNS) {
      const stream = streams[index];
      const payload = payloads[(frame + index * 37) % payloads.length];
      if (!stream || !payload) continue;
      const timestamp = frame * TICKS_PER_FRAME;
      const packet = rtpPacket({ sequence: frame, timestamp, ssrc: stream.ssrc, payload });
      socket.send(packet, stream.port, '127.0.0.1');
      sent += 1;
    }
  }
  const message: FromSender = { sent };
  process.send?.(message, () => process.exit(0));
}
