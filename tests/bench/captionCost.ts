import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createLogger } from '@silkconsult/service-kit';
import type { ProducerData } from '../../apps/signaling/src/media/roomProducer.ts';
import { RoomMedia } from '../../apps/signaling/src/media/routers.ts';
import { Workers } from '../../apps/signaling/src/media/workers.ts';
import { rtpParametersOf } from '../../apps/signaling/src/testing/media.ts';
import { AudioSender } from '../../packages/captions/src/host/audioSender.ts';
import type { StreamInfo } from '../../packages/captions/src/host/messages.ts';
import type { FromCostHost, FromSender, ToCostHost, ToSender } from './captionCost/messages.ts';
import type { BenchResult } from './result.ts';
import { result } from './result.ts';

const STREAMS = 40;
const PER_ROOM = 4;
const WARM_UP_SECONDS = 10;
const SECONDS = 60;
/** Of a core for each talking stream, and milliseconds. */
const GOALS = { percent: 1.5, loopP99Ms: 20 };
const LOOP_RESOLUTION_MS = 1;

/**
 * What captions cost before recognition: forty people talk without end in ten rooms of a real media
 * worker; the taps of this process, which stands for the media server, hand their packets to a
 * captions host whose engine hears nothing.
 */
export async function measureCaptionCost(): Promise<BenchResult> {
  const closers: (() => unknown)[] = [];
  try {
    const host = forkBeside('host.ts', closers);
    const sender = forkBeside('sender.ts', closers);
    const tell = (message: ToCostHost, sent?: () => void) => host.send(message, () => sent?.());
    const audio = new AudioSender((packets, sent) => tell({ type: 'rtp', packets }, sent));
    const { streams, addresses } = await openRooms(audio, closers);
    tell({ type: 'open', streams });
    await once(host, 'message');
    await once(sender, 'message');

    const orders: ToSender = { streams: addresses, seconds: WARM_UP_SECONDS + SECONDS };
    const finished = once(sender, 'message') as Promise<[FromSender]>;
    sender.send(orders);
    await delay(WARM_UP_SECONDS * 1000);
    tell({ type: 'begin' });
    const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
    loop.enable();
    await finished;
    loop.disable();
    const measured = once(host, 'message') as Promise<[FromCostHost]>;
    tell({ type: 'end' });
    const [figures] = await measured;
    if (figures.type !== 'measured') throw new Error('the host says something else');
    // The histogram holds whole intervals of its timer, and not only what they were late.
    const loopP99Ms = Math.max(0, loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
    return report(figures, audio.dropped, loopP99Ms);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

function report(
  { processorMs, packets, lateMs, segments }: Extract<FromCostHost, { type: 'measured' }>,
  dropped: number,
  loopP99Ms: number,
): BenchResult {
  const percent = processorMs / (SECONDS * 10) / STREAMS;
  const expected = SECONDS * 50 * STREAMS;
  console.log(`${STREAMS} streams, ${SECONDS} s, ${segments} segments of speech found`);
  console.log(`${percent.toFixed(2)} % of a core for each stream (goal ${GOALS.percent})`);
  console.log(`${packets} of ${expected} packets came, ${dropped} dropped by the server`);
  console.log(`taken ${lateMs.p99} ms late at p99, ${lateMs.most} ms at most`);
  console.log(`media server's event loop: ${loopP99Ms.toFixed(1)} ms late at p99 (goal 20)`);
  if (segments < STREAMS) throw new Error('the voice detector hears too little');
  const shares = [
    percent / GOALS.percent,
    loopP99Ms / GOALS.loopP99Ms,
    // Forty on one core, and none of their packets dropped; what a timer cuts off at the ends aside.
    (percent * STREAMS) / 100,
    dropped > 0 || packets < expected * 0.99 ? 2 : 0,
  ];
  return result('caption-cost', Math.max(...shares), 'of the goal', 1);
}

function forkBeside(file: string, closers: (() => unknown)[]): ChildProcess {
  const child = fork(join(import.meta.dirname, 'captionCost', file), {
    serialization: 'advanced',
    execArgv: [],
  });
  closers.push(() => child.kill('SIGKILL'));
  return child;
}

/** Rooms with four microphones each, tapped as the media server taps them. */
async function openRooms(audio: AudioSender, closers: (() => unknown)[]) {
  const workers = await Workers.create({
    logger: createLogger('bench', 'silent'),
    ...{ listenIp: '127.0.0.1', port: 0, count: 1 },
    workerBin: process.env.MEDIASOUP_WORKER_BIN,
  });
  closers.push(() => workers.close());
  const streams: StreamInfo[] = [];
  const addresses: ToSender['streams'] = [];
  const sink = {
    opened: () => undefined,
    closed: () => undefined,
    rtp: (streamId: string, packet: Buffer) =>
      audio.push({ streamId, arrivedMs: Date.now(), packet }),
  };
  const events = { lost: () => undefined, dominantSpeaker: () => undefined };
  for (let room = 0; room < STREAMS / PER_ROOM; room++) {
    const media = await RoomMedia.create(workers, sink, events);
    for (let seat = 0; seat < PER_ROOM; seat++) {
      const speakerId = randomUUID();
      const transport = await media.router.createPlainTransport({
        listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
        ...{ rtcpMux: true, comedia: true },
      });
      const { kind, rtpParameters } = rtpParametersOf('microphone');
      const producer = await transport.produce<ProducerData>({
        kind,
        rtpParameters: rtpParameters as Parameters<typeof transport.produce>[0]['rtpParameters'],
        appData: { source: 'microphone', peerId: speakerId },
      });
      await media.listenTo(producer);
      const ssrc = rtpParameters.encodings?.[0]?.ssrc ?? 0;
      addresses.push({ port: transport.tuple.localPort, ssrc });
      streams.push({ streamId: producer.id, roomId: `room-${room}`, speakerId, language: 'en' });
    }
  }
  return { streams, addresses };
}
