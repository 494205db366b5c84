/** The captions host up to recognition: everything of it is real but the engine, which hears nothing. */
import { EventEmitter } from 'node:events';
import { Host } from '../../../packages/captions/src/host/host.ts';
import { loadKnowledge } from '../../../packages/captions/src/host/knowledge.ts';
import { Rooms } from '../../../packages/captions/src/host/rooms.ts';
import type { Recognizer } from '../../../packages/captions/src/recognizers/recognizer.ts';
import { percentile } from '../result.ts';
import type { FromCostHost, ToCostHost } from './messages.ts';

const TICK_MS = 20;

let segments = 0;
const engine: Recognizer = {
  ...{ id: 'none', languages: ['en'], streaming: false, remote: false },
  open: () =>
    Object.assign(new EventEmitter(), {
      push: () => true,
      endSegment: () => {
        segments += 1;
      },
      close: () => Promise.resolve(),
    }),
  health: () => ({ ok: true, delayMs: 0 }),
  close: () => Promise.resolve(),
};

const knowledge = loadKnowledge();
const rooms = new Rooms({ ...knowledge, translators: [], post: () => undefined });
const host = new Host(rooms, [engine], knowledge.phrases);
setInterval(() => setImmediate(() => host.tick(Date.now())), TICK_MS);

const post = (message: FromCostHost) => process.send?.(message);
let processor = process.cpuUsage();
let late: number[] = [];

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToCostHost) => {
  if (message.type === 'rtp') {
    const nowMs = Date.now();
    for (const packet of message.packets) {
      late.push(nowMs - packet.arrivedMs);
      host.push(packet);
    }
  } else if (message.type === 'open') {
    for (const { roomId } of message.streams) host.openRoom(roomId, [], 0);
    void Promise.all(message.streams.map((stream) => host.openStream(stream))).then(() =>
      post({ type: 'opened' }),
    );
  } else if (message.type === 'begin') {
    processor = process.cpuUsage();
    late = [];
    segments = 0;
  } else {
    const { user, system } = process.cpuUsage(processor);
    post({
      ...{ type: 'measured', processorMs: (user + system) / 1000, packets: late.length, segments },
      lateMs: { p99: percentile(late, 0.99), most: percentile(late, 1) },
    });
  }
});
