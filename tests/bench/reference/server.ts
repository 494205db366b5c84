import { createServer } from 'node:http';
import { ROUTER_RTP_CAPABILITIES } from '@silkconsult/protocol';
import * as mediasoup from 'mediasoup';
import type {
  Consumer,
  Producer,
  Router,
  RouterRtpCodecCapability,
  WebRtcServer,
  WebRtcTransport,
} from 'mediasoup/types';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import { buildReferencePage } from './build.ts';
import type { ReferenceName, ReferenceRequests } from './protocol.ts';

/** mediasoup and mediasoup-client declare the same structures apart: what is answered stays open. */
type Handlers = {
  [N in ReferenceName]: (data: ReferenceRequests[N]['data']) => Promise<object>;
};

const CODECS: RouterRtpCodecCapability[] = (ROUTER_RTP_CAPABILITIES.codecs ?? [])
  .filter((codec) => !codec.mimeType.endsWith('/rtx'))
  .map(({ preferredPayloadType: _, ...codec }) => codec as RouterRtpCodecCapability);

/**
 * A room of the usual kind: the same media worker and codecs as ours, one request for one thing,
 * nothing else to do.
 *
 * @param ports free ports for the page and for media
 */
export async function startReference(ports: { page: number; media: number }) {
  const page = await buildReferencePage();
  const worker = await mediasoup.createWorker({ logLevel: 'error' });
  const router = await worker.createRouter({ mediaCodecs: CODECS });
  const listen = { ip: '127.0.0.1', port: ports.media };
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [
      { protocol: 'udp', ...listen },
      { protocol: 'tcp', ...listen },
    ],
  });
  const http = createServer((request, response) => {
    const isScript = request.url?.startsWith('/page.js');
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? page : '<!doctype html><script src="/page.js"></script>');
  });
  const io = new Server(http, { transports: ['websocket'] });
  const producers = new Map<string, Producer>();
  io.on('connection', (socket) => serve(socket, router, webRtcServer, producers));
  await new Promise<void>((resolve) => http.listen(ports.page, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${ports.page}`,
    async close() {
      await io.close();
      worker.close();
    },
  };
}

function serve(
  socket: Socket,
  router: Router,
  webRtcServer: WebRtcServer,
  producers: Map<string, Producer>,
): void {
  const transports = new Map<string, WebRtcTransport>();
  const consumers = new Map<string, Consumer>();
  const own = new Set<string>();
  let rtpCapabilities = router.rtpCapabilities;

  const handlers: Handlers = {
    getRouterRtpCapabilities: async () => router.rtpCapabilities,
    createTransport: async () => {
      const transport = await router.createWebRtcTransport({
        webRtcServer,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
      });
      transports.set(transport.id, transport);
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
      return { id, iceParameters, iceCandidates, dtlsParameters };
    },
    connectTransport: async ({ transportId, dtlsParameters }) => {
      await known(transports, transportId).connect({ dtlsParameters });
      return {};
    },
    join: async (data) => {
      rtpCapabilities = data.rtpCapabilities;
      return { producerIds: [...producers.keys()].filter((id) => !own.has(id)) };
    },
    produce: async ({ transportId, kind, rtpParameters }) => {
      const producer = await known(transports, transportId).produce({ kind, rtpParameters });
      producers.set(producer.id, producer);
      own.add(producer.id);
      socket.broadcast.emit('newProducer', producer.id);
      return { producerId: producer.id };
    },
    consume: async ({ transportId, producerId }) => {
      const consumer = await known(transports, transportId).consume({
        producerId,
        rtpCapabilities,
        paused: true,
      });
      consumers.set(consumer.id, consumer);
      const { id, kind, rtpParameters } = consumer;
      return { consumerId: id, producerId, kind, rtpParameters };
    },
    resume: async ({ consumerId }) => {
      await known(consumers, consumerId).resume();
      return {};
    },
  };

  for (const [name, handle] of Object.entries(handlers)) {
    // What fails is left unanswered: somebody else has gone away in the meantime.
    socket.on(name, (data, ack) => void handle(data as never).then(ack, () => {}));
  }
  socket.on('disconnect', () => {
    for (const id of own) producers.delete(id);
    for (const transport of transports.values()) transport.close();
  });
}

function known<T>(things: Map<string, T>, id: string): T {
  const thing = things.get(id);
  if (!thing) throw new Error(`unknown ${id}`);
  return thing;
}
