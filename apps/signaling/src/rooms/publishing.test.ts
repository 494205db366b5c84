import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTER_RTP_CAPABILITIES } from '@silkconsult/protocol';
import type { RtpParameters } from 'mediasoup/types';
import type { ProducerData } from '../media/roomProducer.ts';
import { rtpPacket, rtpParametersOf } from '../testing/media.ts';
import { TestNode } from '../testing/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await TestNode.start();
});
afterAll(() => node.close());

async function twoPeople() {
  const room = randomUUID();
  const specialist = await node.joined({ role: 'specialist', room });
  const interpreter = await node.joined({ role: 'interpreter', room });
  return { room, specialist, interpreter };
}

describe('a router', () => {
  it('has the capabilities that clients take for granted', async () => {
    const { room } = await twoPeople();
    const media = await node.context.rooms.find(room)?.media.current();
    expect(media?.router.rtpCapabilities).toEqual(ROUTER_RTP_CAPABILITIES);
  });
});

describe('producing', () => {
  it('needs the permission for the very source', async () => {
    const { interpreter } = await twoPeople();
    await expect(interpreter.produce('screen')).rejects.toMatchObject({
      code: 'permission_denied',
    });
    await interpreter.produce('interpretation');
  });

  it('is once for each source, also when asked twice at the same moment', async () => {
    const { specialist } = await twoPeople();
    const results = await Promise.allSettled([
      specialist.produce('camera'),
      specialist.produce('camera'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(specialist.produce('camera')).rejects.toMatchObject({
      code: 'source_already_produced',
    });
    await specialist.produce('screen');
  });

  it('can be stopped and begun again', async () => {
    const { specialist, interpreter } = await twoPeople();
    const { producerId } = await specialist.produce('camera');
    const { consumers } = await interpreter.next('newConsumers');
    await specialist.request('closeProducer', { producerId });
    expect(await interpreter.next('consumerClosed')).toEqual({
      consumerId: consumers[0]?.consumerId,
    });
    await specialist.produce('camera');
    await interpreter.next('newConsumers');
  });

  it('can be paused and resumed, and those who consume it are told', async () => {
    const { specialist, interpreter } = await twoPeople();
    const { producerId } = await specialist.produce('microphone');
    const { consumers } = await interpreter.next('newConsumers');
    const consumerId = consumers[0]?.consumerId;
    await specialist.request('pauseProducer', { producerId });
    expect(await interpreter.next('consumerPaused')).toEqual({ consumerId });
    await specialist.request('resumeProducer', { producerId });
    expect(await interpreter.next('consumerResumed')).toEqual({ consumerId });
  });

  it("is refused where the kind is not the source's, and parameters make no sense", async () => {
    const { specialist } = await twoPeople();
    const transportId = specialist.joined?.media.sendTransport.id ?? '';
    const { rtpParameters } = rtpParametersOf('camera');
    const bad = { code: 'invalid_media_parameters' };
    const produce = (source: 'camera' | 'microphone', parameters: unknown) =>
      specialist.request('produce', {
        transportId,
        source,
        kind: 'video',
        rtpParameters: parameters as never,
      });
    await expect(produce('microphone', rtpParameters)).rejects.toMatchObject(bad);
    await expect(produce('camera', { codecs: 'none' })).rejects.toMatchObject(bad);
    const codecs = [{ mimeType: 'video/H264', payloadType: 96, clockRate: 90_000 }];
    await expect(produce('camera', { ...rtpParameters, codecs })).rejects.toMatchObject(bad);
    await produce('camera', rtpParameters);
  });

  it('goes out on the sending transport only', async () => {
    const { specialist } = await twoPeople();
    const { kind, rtpParameters } = rtpParametersOf('camera');
    const transportId = specialist.joined?.media.recvTransport.id ?? '';
    await expect(
      specialist.request('produce', { transportId, source: 'camera', kind, rtpParameters }),
    ).rejects.toMatchObject({ code: 'transport_unknown' });
  });
});

describe('consuming', () => {
  it('needs its permission', async () => {
    const { room, specialist } = await twoPeople();
    await specialist.produce('camera');
    const deaf = await node.joined({ role: 'referrer', room, permissions: ['enter', 'chat'] });
    expect(deaf.joined?.media.consumers).toEqual([]);
    await specialist.produce('microphone');
    await deaf.request('sendChat', { text: 'x' });
    expect(deaf.names()).not.toContain('newConsumers');
  });

  it('is without the sources of oneself', async () => {
    const { specialist, interpreter } = await twoPeople();
    await specialist.produce('camera');
    await interpreter.next('newConsumers');
    expect(specialist.names()).not.toContain('newConsumers');
  });

  it('negotiates retransmission for Opus', async () => {
    const { specialist, interpreter } = await twoPeople();
    await specialist.produce('microphone');
    const { consumers } = await interpreter.next('newConsumers');
    const feedback = consumers[0]?.rtpParameters.codecs[0]?.rtcpFeedback;
    expect(feedback).toContainEqual({ type: 'nack', parameter: '' });
  });

  it('is changed in one batch: layers, priority, paused', async () => {
    const { specialist, interpreter } = await twoPeople();
    await specialist.produce('camera');
    await specialist.produce('microphone');
    const first = await interpreter.next('newConsumers');
    const second = await interpreter.next('newConsumers');
    const changes = [...first.consumers, ...second.consumers].map(({ consumerId }) => ({
      consumerId,
      paused: false,
      spatialLayer: 1,
      temporalLayer: 2,
      priority: 7,
    }));
    await interpreter.request('setConsumers', { consumers: changes });
  });

  it('is changed not at all when one of a batch is unknown', async () => {
    const { specialist, interpreter } = await twoPeople();
    await specialist.produce('camera');
    const { consumers } = await interpreter.next('newConsumers');
    const consumerId = consumers[0]?.consumerId ?? '';
    const batch = [
      { consumerId, paused: false },
      { consumerId: 'another', paused: false },
    ];
    await expect(interpreter.request('setConsumers', { consumers: batch })).rejects.toMatchObject({
      code: 'consumer_unknown',
    });
  });
});

describe('transports', () => {
  it('are connected once, and a repetition does no harm', async () => {
    const { specialist } = await twoPeople();
    const id = specialist.joined?.media.sendTransport.id ?? '';
    await specialist.connectTransport(id);
    await specialist.connectTransport(id);
  });

  it('say so when the DTLS parameters make no sense', async () => {
    const { specialist } = await twoPeople();
    const transportId = specialist.joined?.media.sendTransport.id ?? '';
    const dtlsParameters = { role: 'nobody', fingerprints: [null] } as never;
    await expect(
      specialist.request('connectTransport', { transportId, dtlsParameters }),
    ).rejects.toMatchObject({ code: 'invalid_media_parameters' });
    await specialist.connectTransport(transportId);
  });

  it('get new ICE parameters on a restart', async () => {
    const { specialist } = await twoPeople();
    const send = specialist.joined?.media.sendTransport;
    const { iceParameters } = await specialist.request('restartIce', {
      transportId: send?.id ?? '',
    });
    expect(iceParameters.usernameFragment).not.toBe(send?.iceParameters.usernameFragment);
  });

  it('can be rebuilt: what was produced is gone, what is consumed comes again', async () => {
    const { specialist, interpreter } = await twoPeople();
    await specialist.produce('camera');
    await interpreter.produce('microphone');
    await specialist.next('newConsumers');
    await interpreter.next('newConsumers');
    const offer = await specialist.request('rebuildMedia', {});
    expect(offer.sendTransport.id).not.toBe(specialist.joined?.media.sendTransport.id);
    expect(offer.consumers.map(({ source }) => source)).toEqual(['microphone']);
    await interpreter.next('consumerClosed');
    await expect(specialist.produce('camera')).rejects.toMatchObject({
      code: 'transport_unknown',
    });
    if (specialist.joined) specialist.joined.media = offer;
    await specialist.produce('camera');
    await interpreter.next('newConsumers');
  });
});

describe('who speaks most', () => {
  it('is told to everyone and to the captions, and nobody when that person leaves', async () => {
    const { room, specialist, interpreter } = await twoPeople();
    const media = await node.context.rooms.find(room)?.media.current();
    // The loudness of real packets decides; they are fed to the router by hand.
    const transport = await media?.router.createDirectTransport();
    const { kind, rtpParameters } = rtpParametersOf('microphone');
    const peerId = interpreter.joined?.peerId ?? '';
    const producer = await transport?.produce<ProducerData>({
      kind,
      rtpParameters: rtpParameters as RtpParameters,
      appData: { source: 'microphone', peerId },
    });
    if (!media || !producer) throw new Error('the room has no media');
    await media.listenTo(producer);
    const ssrc = rtpParameters.encodings?.[0]?.ssrc ?? 0;
    let sequence = 0;
    const speaking = setInterval(() => producer.send(rtpPacket(++sequence, ssrc)), 20);
    expect(await specialist.next('dominantSpeakerChanged')).toEqual({ peerId });
    expect(node.captions.dominant.get(room)).toBe(peerId);
    clearInterval(speaking);
    await interpreter.request('leave', {});
    expect(await specialist.next('dominantSpeakerChanged')).toEqual({ peerId: null });
    expect(node.captions.dominant.get(room)).toBeUndefined();
  });
});
