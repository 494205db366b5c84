import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createLogger } from '@silkconsult/service-kit';
import { captionTap } from '../rooms/captionTap.ts';
import { FakeCaptions } from '../testing/captions.ts';
import { rtpPacket, rtpParametersOf } from '../testing/media.ts';
import type { ProducerData } from './roomProducer.ts';
import { RoomMedia } from './routers.ts';
import { Workers } from './workers.ts';

const logger = createLogger('test', 'silent');
let workers: Workers;
beforeAll(async () => {
  workers = await Workers.create({ logger, listenIp: '127.0.0.1', port: 0, count: 1 });
});
afterAll(() => workers.close());

const PEER = '8a3cf5e8-7f0a-4e9b-a1de-0a1f2f9f6c11';

/** A room whose microphone is fed by hand, so that real RTP goes through a real router. */
async function microphone(captions: FakeCaptions) {
  const sink = captionTap(captions, 'room', () => 'en', logger);
  const events = { lost: () => undefined, dominantSpeaker: () => undefined };
  const media = await RoomMedia.create(workers, sink, events);
  const transport = await media.router.createDirectTransport();
  const { kind, rtpParameters } = rtpParametersOf('microphone');
  const producer = await transport.produce<ProducerData>({
    kind,
    rtpParameters: rtpParameters as Parameters<typeof transport.produce>[0]['rtpParameters'],
    appData: { source: 'microphone', peerId: PEER },
  });
  await media.listenTo(producer);
  let sequence = 0;
  const speak = () => producer.send(rtpPacket(++sequence, rtpParameters.encodings?.[0]?.ssrc ?? 0));
  return { media, producer, speak };
}

it('gives the captions every packet of a microphone', async () => {
  const captions = new FakeCaptions();
  const { media, producer, speak } = await microphone(captions);
  for (let packet = 0; packet < 50; packet++) speak();
  while ((captions.streams.get(producer.id)?.packets ?? 0) < 50) await once(captions, 'told');
  expect(captions.streams.get(producer.id)).toEqual({
    speakerId: PEER,
    language: 'en',
    packets: 50,
  });
  media.close();
  expect(captions.streams.size).toBe(0);
});

it('goes on with the media when the captions throw at every packet', async () => {
  const captions = new FakeCaptions();
  const { media, producer, speak } = await microphone(captions);
  captions.broken = true;
  for (let packet = 0; packet < 10; packet++) speak();
  const stats = await producer.getStats();
  expect(stats[0]).toMatchObject({ packetCount: 10 });
  expect(media.closed).toBe(false);
  captions.broken = false;
  media.close();
});
